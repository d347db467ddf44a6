import type { AnyEnvelope, EventMap } from '../../preload/contract/events'
import { reduceEvents } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'
import type { FeedSource, SessionFeed } from '../../main/engine/feed'
import { toDisposable, type Disposable } from '../../main/kernel/disposables'
import { Emitter } from '../../main/kernel/emitter'

export const benchRoles = ['scout', 'intel', 'quant', 'bull', 'bear', 'risk'] as const

export const benchStarted: EventMap['session.started'] = {
  appVersion: '0.0.0',
  playbook: { id: 'bench', version: '1.0.0', sha256: '0'.repeat(64) },
  subject: { id: 'BENCH', name: 'Bench' },
  inputs: [],
  asOfAsked: null,
  prompt: '',
  settings: { mode: 'god', roles: [], paceCharactersPerSecond: 0, roleLimitsMs: {} },
  language: 'en',
  seed: 1,
  parent: null,
  stages: [
    {
      id: 'debate',
      label: 'Debate',
      lanes: benchRoles.map((role) => ({ id: role, kind: 'role', label: role }))
    }
  ]
}

const opening = (session: string): AnyEnvelope[] => {
  const head = { v: 1, session, epoch: 1, atMs: 0, wallTime: Date.now() } as const
  const started = { ...head, seq: 1, type: 'session.started', data: benchStarted } as const
  const own = {
    attempt: 1,
    stage: 'debate',
    analyst: 'model',
    provider: null,
    model: null
  } as const
  const roles = benchRoles.map((role, index): AnyEnvelope => {
    const data = { role, label: role, ...own }
    return { ...head, seq: index + 2, type: 'role.started', data }
  })
  return [started, ...roles]
}

/**
 * A session whose roles type and nothing else: no journal, no reducer, no text kept, so that what
 * is measured behind it is the wire alone.
 */
export class BenchFeed implements SessionFeed {
  readonly session: string
  readonly #published = new Emitter<AnyEnvelope>((error) => {
    throw error
  })
  readonly #begun: SessionState
  readonly #startedMs = performance.now()
  readonly #lengths = new Map<string, number>()
  #seq: number

  constructor(session: string) {
    this.session = session
    this.#begun = reduceEvents(session, opening(session))
    this.#seq = this.#begun.seq
  }

  /** The last event before any text. */
  get firstSeq(): number {
    return this.#begun.seq
  }

  state(): SessionState {
    return { ...this.#begun, seq: this.#seq }
  }

  onPublished(handler: (event: AnyEnvelope) => void): Disposable {
    return this.#published.on(handler)
  }

  readAfter(): Promise<null> {
    return Promise.resolve(null)
  }

  write(role: string, text: string): void {
    const offset = this.#lengths.get(role) ?? 0
    this.#lengths.set(role, offset + text.length)
    this.#seq += 1
    this.#published.emit({
      v: 1,
      session: this.session,
      epoch: 1,
      seq: this.#seq,
      atMs: Math.round(performance.now() - this.#startedMs),
      wallTime: Date.now(),
      type: 'role.delta',
      data: { role, attempt: 1, offset, kind: 'answer', text }
    })
  }
}

/** Everyone may read everything. */
export const openFeeds = (feeds: readonly SessionFeed[]): FeedSource => ({
  feed: (session) => feeds.find((feed) => feed.session === session) ?? null,
  mayRead: () => true,
  monitored: () => [],
  onChanged: () => toDisposable(() => undefined)
})
