import { errorCodes } from '../../preload/contract/errors'
import type { SessionState } from '../../preload/contract/session-state'
import type { CancelReason, SessionStatus } from '../../preload/contract/words'
import type { Clock } from '../kernel/clock'
import { AppError } from '../kernel/errors'
import { sessionId } from '../kernel/ids'
import type { FeedSource, Principal, SessionFeed } from './feed'
import type { Journal } from './ports'
import { Session } from './session'
import type { SessionPlan } from './session-plan'

export interface SessionRegistryOptions {
  journal: Journal
  clock: Clock
  /** Sessions that run at once; more wait in the order of their start. */
  maximumRunning: number
}

interface Entry {
  session: Session
  holders: Set<Principal>
  watchers: Set<Principal>
}

/**
 * Every session of the process, who keeps it alive and who looks on. The last holder's release
 * cancels a session; a watcher's changes nothing. An ended session stays readable until nobody is
 * left on it.
 */
export class SessionRegistry implements FeedSource {
  readonly #options: SessionRegistryOptions
  readonly #entries = new Map<string, Entry>()
  readonly #queue: Session[] = []
  #running = 0
  #closing = false

  constructor(options: SessionRegistryOptions) {
    this.#options = options
  }

  get liveSessions(): string[] {
    const live = [...this.#entries.values()].filter(({ session }) => session.live)
    return live.map(({ session }) => session.id)
  }

  get size(): number {
    return this.#entries.size
  }

  /**
   * Starts a session, or queues it when as many run as may.
   * @throws {AppError} `engine.shutting-down`
   */
  start(plan: SessionPlan, holder: Principal): { session: string } {
    if (this.#closing) throw new AppError(errorCodes.shuttingDown, 'War Room is closing.')
    const session = new Session(sessionId(), plan, this.#options)
    const entry = { session, holders: new Set([holder]), watchers: new Set<Principal>() }
    this.#entries.set(session.id, entry)
    this.#queue.push(session)
    this.#next()
    return { session: session.id }
  }

  hold(session: string, holder: Principal): void {
    this.#entry(session).holders.add(holder)
  }

  watch(session: string, watcher: Principal): void {
    this.#entry(session).watchers.add(watcher)
  }

  /** Takes `principal` off everything; what nobody holds any more is cancelled. */
  async release(principal: Principal): Promise<void> {
    const cancelled: Promise<unknown>[] = []
    for (const [id, entry] of [...this.#entries]) {
      const held = entry.holders.delete(principal)
      entry.watchers.delete(principal)
      if (held && entry.holders.size === 0) cancelled.push(entry.session.cancel('window-closed'))
      if (entry.holders.size === 0) this.#forgetWhenEnded(id, entry)
    }
    await Promise.all(cancelled)
  }

  /** Cancels for all; resolves when upstream is closed and the terminal fact is durable. */
  async cancel(session: string, reason: CancelReason): Promise<SessionStatus> {
    return (await this.#entry(session).session.cancel(reason)).status
  }

  async cancelRole(session: string, role: string): Promise<boolean> {
    return this.#entry(session).session.cancelRole(role)
  }

  pause(session: string, by: Principal): boolean {
    return this.#entry(session).session.pause(by)
  }

  resume(session: string, by: Principal): boolean {
    return this.#entry(session).session.resume(by)
  }

  mayControl(principal: Principal, session: string): boolean {
    return this.#entries.get(session)?.holders.has(principal) ?? false
  }

  mayRead(principal: Principal, session: string): boolean {
    const watching = this.#entries.get(session)?.watchers.has(principal) ?? false
    return watching || this.mayControl(principal, session)
  }

  /** The latest session that `principal` holds; null when there is none. */
  sessionOf(principal: Principal): string | null {
    const held = [...this.#entries.values()].filter(({ holders }) => holders.has(principal))
    return held.at(-1)?.session.id ?? null
  }

  feed(session: string): SessionFeed | null {
    return this.#entries.get(session)?.session.log ?? null
  }

  /** Resolves with the final state; rejects with `session.not-found`. */
  async ended(session: string): Promise<SessionState> {
    return this.#entry(session).session.ended
  }

  /** Cancels everything and takes nothing new; resolves when all have ended. */
  async shutdown(): Promise<void> {
    this.#closing = true
    const entries = [...this.#entries.values()]
    await Promise.all(entries.map(({ session }) => session.cancel('shutdown')))
  }

  #entry(session: string): Entry {
    const entry = this.#entries.get(session)
    if (entry !== undefined) return entry
    throw new AppError(errorCodes.sessionNotFound, `There is no session ${session}.`, {
      parameters: { session }
    })
  }

  #next(): void {
    while (this.#running < this.#options.maximumRunning) {
      const session = this.#queue.shift()
      if (session === undefined) return
      if (!session.live) continue
      this.#running += 1
      void session.run().then(() => {
        this.#running -= 1
        this.#next()
      })
    }
  }

  #forgetWhenEnded(id: string, { session, holders, watchers }: Entry): void {
    void session.ended.then(() => {
      if (holders.size === 0 && watchers.size === 0) this.#entries.delete(id)
    })
  }
}
