import { errorCodes } from '../../preload/contract/errors'
import { eventKinds } from '../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { SessionState } from '../../preload/contract/session-state'
import type { CancelReason, Language, LogLevel, SessionStatus } from '../../preload/contract/words'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import { Emitter } from '../kernel/emitter'
import { AppError } from '../kernel/errors'
import { sessionId } from '../kernel/ids'
import type { FeedSource, Principal, SessionFeed } from './feed'
import { PastFeed } from './past-feed'
import type { Journal, SessionArchive } from './ports'
import { Session } from './session'
import type { SessionPlan } from './session-plan'

export interface SessionRegistryOptions {
  journal: Journal
  /** Where ended sessions are found again; null when nothing is kept. */
  archive?: SessionArchive | null
  clock: Clock
  /** Sessions that run at once; more wait in the order of their start. */
  maximumRunning: number
}

/** What happens to sessions, for those that watch all of them: figures, logs. */
export type RegistryEvent =
  | { kind: 'published'; event: AnyEnvelope; state: SessionState }
  /** A cancel has been done: `ms` from the call until all upstream was closed and the end kept. */
  | { kind: 'cancelled'; session: string; ms: number }
  /** Nobody is left on it. */
  | { kind: 'forgotten'; session: string }

interface Entry {
  feed: SessionFeed
  /** Null for one that was opened from the archive. */
  session: Session | null
  holders: Set<Principal>
  watchers: Set<Principal>
}

const notFound = (session: string): AppError =>
  new AppError(errorCodes.sessionNotFound, `There is no session ${session}.`, {
    parameters: { session }
  })

const forbidden = (session: string): AppError =>
  new AppError(errorCodes.sessionForbidden, 'The session belongs to another window.', {
    parameters: { session }
  })

/**
 * Every session of the process, who keeps it alive and who looks on. The last holder's release
 * cancels a session; a watcher's changes nothing. An ended session stays readable until nobody is
 * left on it, and from then on it is in the archive.
 */
export class SessionRegistry implements FeedSource {
  readonly events = new Emitter<RegistryEvent>()
  readonly #options: SessionRegistryOptions
  readonly #entries = new Map<string, Entry>()
  readonly #changed = new Emitter<void>()
  readonly #queue: Session[] = []
  #running = 0
  #closing = false

  constructor(options: SessionRegistryOptions) {
    this.#options = options
  }

  get liveSessions(): string[] {
    return this.#sessions()
      .filter((session) => session.live)
      .map((session) => session.id)
  }

  get size(): number {
    return this.#entries.size
  }

  /**
   * Starts a session, or queues it when as many run as may. What its holder held before and has
   * ended is let go.
   * @throws {AppError} `engine.shutting-down`
   */
  start(plan: SessionPlan, holder: Principal): { session: string } {
    if (this.#closing) throw new AppError(errorCodes.shuttingDown, 'War Room is closing.')
    this.#letGoOfEnded(holder)
    const session = new Session(sessionId(), plan, this.#options)
    this.#add({ feed: session.log, session, holders: new Set([holder]), watchers: new Set() })
    session.log.onPublished((event) => this.#publish(event, session))
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

  /**
   * Lets `watcher` read a session that is kept, as it was.
   * @throws {AppError} `session.not-found`, or `session.forbidden` for another's that still runs
   */
  async openPast(session: string, watcher: Principal): Promise<void> {
    const own = this.mayRead(watcher, session)
    if (!own && this.#entries.get(session)?.session?.live === true) throw forbidden(session)
    // One that was deleted may still be open in another window.
    if (!own) await this.#assertKept(session)
    const entry = this.#entries.get(session)
    if (entry === undefined) await this.#load(session, watcher)
    else entry.watchers.add(watcher)
  }

  /** Ends a watch; holding goes on. */
  leave(session: string, watcher: Principal): void {
    const entry = this.#entries.get(session)
    if (entry?.watchers.delete(watcher) === true) this.#forgetWhenEnded(session, entry)
  }

  /** Takes `principal` off everything; what nobody holds any more is cancelled. */
  async release(principal: Principal): Promise<void> {
    const cancelled: Promise<unknown>[] = []
    for (const [id, entry] of [...this.#entries]) {
      const held = entry.holders.delete(principal)
      const watched = entry.watchers.delete(principal)
      if (held && entry.holders.size === 0) cancelled.push(this.#cancel(entry, 'window-closed'))
      if (held || watched) this.#forgetWhenEnded(id, entry)
    }
    await Promise.all(cancelled)
  }

  /** Cancels for all; resolves when upstream is closed and the terminal fact is durable. */
  async cancel(session: string, reason: CancelReason): Promise<SessionStatus> {
    return (await this.#cancel(this.#entry(session), reason)).status
  }

  async cancelRole(session: string, role: string): Promise<boolean> {
    return (await this.#entry(session).session?.cancelRole(role)) ?? false
  }

  /**
   * Tries a role of a session again; false when that has ended or is about to.
   * @throws {AppError} `session.not-found`, `role.nothing-to-retry`, `input.unknown-role`
   */
  retryRole(session: string, role: string): boolean {
    return this.#entry(session).session?.retryRole(role) ?? false
  }

  pause(session: string, by: Principal): boolean {
    return this.#entry(session).session?.pause(by) ?? false
  }

  resume(session: string, by: Principal): boolean {
    return this.#entry(session).session?.resume(by) ?? false
  }

  /** Puts a line into the log of every session that runs, each in its own language. */
  logToLive(level: LogLevel, messageIn: (language: Language) => string): void {
    for (const { log, live } of this.#sessions()) {
      // As written: one that has just started is not in its readers' sight yet.
      const message = messageIn(log.written().language)
      if (live) void log.emit('log.appended', { level, message })
    }
  }

  mayControl(principal: Principal, session: string): boolean {
    return this.#entries.get(session)?.holders.has(principal) ?? false
  }

  mayRead(principal: Principal, session: string): boolean {
    const watching = this.#entries.get(session)?.watchers.has(principal) ?? false
    return watching || this.mayControl(principal, session)
  }

  /** The latest session that `principal` holds; null when there is none. */
  heldBy(principal: Principal): string | null {
    return [...this.#entries.keys()].findLast((id) => this.mayControl(principal, id)) ?? null
  }

  /** The latest session that `principal` watches; null when there is none. */
  watchedBy(principal: Principal): string | null {
    const ids = [...this.#entries.keys()]
    return ids.findLast((id) => this.#entries.get(id)?.watchers.has(principal)) ?? null
  }

  feed(session: string): SessionFeed | null {
    return this.#entries.get(session)?.feed ?? null
  }

  monitored(): SessionState[] {
    return this.#sessions().map(({ log }) => log.state())
  }

  onChanged(handler: () => void): Disposable {
    return this.#changed.on(handler)
  }

  /** Resolves with the final state; rejects with `session.not-found`. */
  async ended(session: string): Promise<SessionState> {
    const { session: run, feed } = this.#entry(session)
    return run?.ended ?? feed.state()
  }

  /** Cancels everything and takes nothing new; resolves when all have ended. */
  async shutdown(): Promise<void> {
    this.#closing = true
    const entries = [...this.#entries.values()]
    await Promise.all(entries.map((entry) => this.#cancel(entry, 'shutdown')))
  }

  #sessions(): Session[] {
    return [...this.#entries.values()].flatMap(({ session }) => (session === null ? [] : [session]))
  }

  #entry(session: string): Entry {
    const entry = this.#entries.get(session)
    if (entry === undefined) throw notFound(session)
    return entry
  }

  #add(entry: Entry): void {
    this.#entries.set(entry.feed.session, entry)
    this.#changed.emit()
  }

  async #assertKept(session: string): Promise<void> {
    const { archive = null } = this.#options
    if (archive === null || (await archive.find(session)) === null) throw notFound(session)
  }

  async #load(session: string, watcher: Principal): Promise<void> {
    const feed = await PastFeed.open(this.#options.journal, session)
    const known = this.#entries.get(session)
    // Another window may have opened it meanwhile.
    if (known !== undefined) known.watchers.add(watcher)
    else this.#add({ feed, session: null, holders: new Set(), watchers: new Set([watcher]) })
  }

  async #cancel({ session, feed }: Entry, reason: CancelReason): Promise<SessionState> {
    if (session === null) return feed.state()
    // A second way to cancel joins the first; it is one cancel, counted once.
    const first = session.live && !session.stopping
    const startedMs = this.#options.clock.nowMs()
    const state = await session.cancel(reason)
    const ms = this.#options.clock.nowMs() - startedMs
    if (first) this.events.emit({ kind: 'cancelled', session: session.id, ms })
    return state
  }

  #publish(event: AnyEnvelope, { log }: Session): void {
    this.events.emit({ kind: 'published', event, state: log.state() })
    if (eventKinds[event.type] !== 'delta' || event.type === 'stage.started') this.#changed.emit()
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

  #letGoOfEnded(holder: Principal): void {
    for (const [id, entry] of [...this.#entries]) {
      if (entry.session?.live !== false || !entry.holders.delete(holder)) continue
      this.#forgetWhenEnded(id, entry)
    }
  }

  #forgetWhenEnded(id: string, entry: Entry): void {
    const { session, holders, watchers } = entry
    void Promise.resolve(session?.ended).then(() => {
      const left = holders.size === 0 && watchers.size === 0
      if (!left || this.#entries.get(id) !== entry) return
      this.#entries.delete(id)
      this.events.emit({ kind: 'forgotten', session: id })
      this.#changed.emit()
    })
  }
}
