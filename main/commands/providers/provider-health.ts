import type { ErrorShape } from '../../../preload/contract/errors'
import type { EventMap } from '../../../preload/contract/events'
import { isTerminal } from '../../../preload/contract/event-kinds'
import type { ProviderLight } from '../../../preload/contract/providers'
import { limitedCodes } from '../../analysts/model/limited-codes'
import type { RegistryEvent } from '../../engine/session-registry'
import type { Disposable } from '../../kernel/disposables'
import { Emitter } from '../../kernel/emitter'

/** From here on a first text counts as slow. */
const slowFirstTextMs = 5_000

export interface Outcome {
  light: Exclude<ProviderLight, 'unset'>
  reason: ErrorShape | null
}

/** What a role's end says of who answered for it; null where it says nothing. */
const outcomeOf = ({
  status,
  reason,
  firstTokenMs
}: EventMap['role.completed']): Outcome | null => {
  switch (status) {
    case 'ok':
    case 'abstained':
      return { light: (firstTokenMs ?? 0) > slowFirstTextMs ? 'slow' : 'ready', reason: null }
    case 'timeout':
      return { light: 'failing', reason }
    case 'error': {
      if (reason?.code.startsWith('provider.') !== true) return null
      return { light: limitedCodes.has(reason.code) ? 'slow' : 'failing', reason }
    }
    case 'cancelled':
      return null
  }
}

const attemptOf = ({ session }: { session: string }, role: string, attempt: number): string =>
  `${session} ${role} ${attempt}`

/** How each provider did when it was last asked, by a session or by a test. */
export class ProviderHealth implements Disposable {
  readonly #outcomes = new Map<string, Outcome>()
  /** Who answers in the attempts that run, by session, role and attempt. */
  readonly #attempts = new Map<string, string>()
  readonly #changed = new Emitter<void>()

  /** Null for one that was not asked yet. */
  of(provider: string): Outcome | null {
    return this.#outcomes.get(provider) ?? null
  }

  note(provider: string, outcome: Outcome): void {
    if (JSON.stringify(outcome) === JSON.stringify(this.#outcomes.get(provider))) return
    this.#outcomes.set(provider, outcome)
    this.#changed.emit()
  }

  /** What it did is another's now: its server, its model or its key has changed. */
  forget(provider: string): void {
    for (const [attempt, by] of this.#attempts) {
      if (by === provider) this.#attempts.delete(attempt)
    }
    if (this.#outcomes.delete(provider)) this.#changed.emit()
  }

  observe(news: RegistryEvent): void {
    if (news.kind !== 'published') return
    const { event } = news
    if (event.type === 'role.started') {
      const { role, attempt, analyst, provider, reused } = event.data
      if (analyst !== 'model' || provider === null || reused === true) return
      this.#attempts.set(attemptOf(event, role, attempt), provider)
    } else if (event.type === 'role.completed') {
      this.#completed(attemptOf(event, event.data.role, event.data.attempt), event.data)
    } else if (isTerminal(event.type)) {
      this.#ended(event.session)
    }
  }

  onChanged(handler: () => void): Disposable {
    return this.#changed.on(handler)
  }

  dispose(): void {
    this.#changed.dispose()
  }

  #completed(attempt: string, completed: EventMap['role.completed']): void {
    const provider = this.#attempts.get(attempt)
    this.#attempts.delete(attempt)
    const outcome = outcomeOf(completed)
    if (provider !== undefined && outcome !== null) this.note(provider, outcome)
  }

  #ended(session: string): void {
    for (const attempt of this.#attempts.keys()) {
      if (attempt.startsWith(`${session} `)) this.#attempts.delete(attempt)
    }
  }
}
