import { isTerminal, eventKinds } from '../../preload/contract/event-kinds'
import type { AnyEnvelope, Cursor, EventMap, EventType } from '../../preload/contract/events'
import { emptySessionState } from '../../preload/contract/session-initial'
import { reduceSession } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'
import type { Clock } from '../kernel/clock'
import { deferred, type Deferred } from '../kernel/deferred'
import type { Disposable } from '../kernel/disposables'
import { Emitter } from '../kernel/emitter'
import { errorShape } from '../kernel/errors'
import type { SessionFeed } from './feed'
import type { EventDraft, Journal } from './ports'

interface Pending {
  event: AnyEnvelope
  publishable: boolean
  published: Deferred<void>
}

export interface SessionLogOptions {
  journal: Journal
  clock: Clock
  /** The journal could not keep an event; called once, with what it said. */
  onBroken: (error: unknown) => void
}

/**
 * The only place that an event of a session passes: it gets its number from the journal, waits
 * until it may be seen, and is published in the order of `seq`. A fact waits for its durability, a
 * delta only for the facts before it. Nothing passes after a terminal fact.
 */
export class SessionLog implements SessionFeed {
  readonly session: string
  readonly epoch = 1
  readonly #journal: Journal
  readonly #clock: Clock
  readonly #startedMs: number
  readonly #onBroken: (error: unknown) => void
  readonly #published = new Emitter<AnyEnvelope>()
  #queue: Pending[] = []
  #written: SessionState
  #seen: SessionState
  #publishing = false
  /** The journal has refused an event: it is asked for nothing more, so that it keeps no hole. */
  #refused = false
  #broken = false

  constructor(session: string, { journal, clock, onBroken }: SessionLogOptions) {
    this.session = session
    this.#journal = journal
    this.#clock = clock
    this.#startedMs = clock.nowMs()
    this.#onBroken = onBroken
    this.#written = emptySessionState(session)
    this.#seen = emptySessionState(session)
  }

  /** As published: what every reader has been shown. */
  state(): SessionState {
    return this.#seen
  }

  /** As written: what the engine itself goes by, ahead of `state` by what is not durable yet. */
  written(): SessionState {
    return this.#written
  }

  get ended(): boolean {
    return this.#written.end !== null
  }

  get readers(): number {
    return this.#published.size
  }

  onPublished(handler: (event: AnyEnvelope) => void): Disposable {
    return this.#published.on(handler)
  }

  /**
   * Appends an event; resolves when it has been published: a fact when it and every fact before it
   * are durable. After the terminal fact it does nothing, and the promise resolves at once. It never
   * rejects: a journal that fails is told to `onBroken`.
   */
  emit<T extends EventType>(type: T, data: EventMap[T]): Promise<void> {
    if (this.ended) return Promise.resolve()
    const { session, epoch } = this
    const atMs = Math.round(this.#clock.nowMs() - this.#startedMs)
    const draft = { session, epoch, atMs, wallTime: this.#clock.wallMs(), type, data }
    const kept = this.#append(draft)
    const event = { v: 1, ...draft, seq: kept.seq } as AnyEnvelope
    const publishable = this.#broken || eventKinds[type] === 'delta'
    const pending = { event, publishable, published: deferred<void>() }
    this.#written = reduceSession(this.#written, event)
    this.#queue.push(pending)
    kept.durable.then(
      () => this.#release(pending),
      (error: unknown) => this.#break(error)
    )
    this.#publish()
    return pending.published.promise
  }

  async readAfter(cursor: Cursor): Promise<AnyEnvelope[] | null> {
    const highWater = this.#seen.seq
    if (cursor.epoch !== this.epoch || cursor.seq < 0 || cursor.seq > highWater) return null
    const events = await this.#journal.read(this.session, cursor.seq)
    const wanted = events.filter((event) => event.seq <= highWater)
    return wanted.length === highWater - cursor.seq ? wanted : null
  }

  #append(draft: EventDraft): { seq: number; durable: Promise<void> } {
    const seq = this.#written.seq + 1
    if (this.#refused) return { seq, durable: Promise.resolve() }
    try {
      return this.#journal.append(draft)
    } catch (error) {
      this.#refused = true
      return { seq, durable: Promise.reject(error as Error) }
    }
  }

  #release(pending: Pending): void {
    pending.publishable = true
    this.#publish()
  }

  /** What the journal refuses is still shown, so that the user sees how the session ended. */
  #break(error: unknown): void {
    this.#refused = true
    for (const pending of this.#queue) pending.publishable = true
    if (!this.#broken) {
      this.#broken = true
      this.#failEnd(error)
      this.#onBroken(error)
    }
    this.#publish()
  }

  /** An end that could not be kept is shown as what became of it: the journal's failure. */
  #failEnd(error: unknown): void {
    const last = this.#queue.at(-1)
    if (last === undefined || !isTerminal(last.event.type)) return
    if (last.event.type === 'session.failed') return
    last.event = { ...last.event, type: 'session.failed', data: { error: errorShape(error) } }
    this.#written = this.#queue.reduce(
      (state, { event }) => reduceSession(state, event),
      this.#seen
    )
  }

  /** A reader that emits while it is told of an event is told of its own one afterwards. */
  #publish(): void {
    if (this.#publishing) return
    this.#publishing = true
    while (this.#queue[0]?.publishable === true) {
      const { event, published } = this.#queue[0]
      this.#queue.shift()
      this.#seen = reduceSession(this.#seen, event)
      this.#published.emit(event)
      published.resolve()
      if (isTerminal(event.type)) this.#published.dispose()
    }
    this.#publishing = false
  }
}
