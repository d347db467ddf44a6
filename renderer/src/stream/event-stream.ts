import { errorCodes, type ErrorShape } from '../../../preload/contract/errors'
import type { Envelope, EventType } from '../../../preload/contract/events'
import { recoveriesUntilError } from '../../../preload/contract/limits'
import type { ChangedThing, Notice } from '../../../preload/contract/notices'
import type { SessionState } from '../../../preload/contract/session-state'
import type { BoardFrame, MonitorFrame, ServerFrame } from '../../../preload/contract/wire'
import { HandlerMap } from './handler-map'
import { SessionReader } from './session-reader'
import { pageClock, type StreamClock } from './stream-clock'
import { StreamConnection } from './stream-connection'
import type { StreamStatus } from './stream-status'
import type { StreamTicket, WebSocketConstructor } from './stream-transport'

export type StreamEventMap = { [T in EventType]: Envelope<T> } & {
  status: StreamStatus
  /** The user is to be told; the same one may come again. */
  notice: Notice
  /** What is shown of this may be out of date. */
  changed: ChangedThing
  /** A row of the board that this window runs. */
  board: BoardFrame
  /** Every session's counts and states, while `monitor(true)` holds. */
  monitor: MonitorFrame
  /** Something that was survived: a frame that was skipped, a handler that threw. For the log. */
  problem: string
}

export interface StreamOptions {
  /** Asked before every connect (route `stream.ticket`). */
  ticket: () => Promise<StreamTicket>
  /** Asked after a close before open (route `stream.lastRefusal`). */
  lastRefusal: (ticket: string) => Promise<ErrorShape | null>
  WebSocketClass?: WebSocketConstructor
  clock?: StreamClock
}

/** The event stream of one window: one connection, many sessions. */
export class EventStream {
  readonly #connection: StreamConnection
  readonly #readers = new Map<string, SessionReader>()
  readonly #handlers: HandlerMap<StreamEventMap>
  #reporting = false
  #monitoring = false

  constructor({ ticket, lastRefusal, WebSocketClass, clock = pageClock }: StreamOptions) {
    this.#handlers = new HandlerMap((error) => this.#problem('a handler threw', error))
    this.#connection = new StreamConnection({
      ticket,
      lastRefusal,
      WebSocketClass,
      clock,
      onStatus: (status) => this.#handlers.emit('status', status),
      onGreeted: () => this.#askAll(),
      onFrame: (frame) => this.#onFrame(frame),
      onUnreadable: (error) => this.#onUnreadable(error)
    })
  }

  get status(): StreamStatus {
    return this.#connection.status
  }

  /** The state of a followed session, as far as it has come. */
  stateOf(session: string): SessionState | null {
    return this.#readers.get(session)?.state ?? null
  }

  connect(): void {
    this.#connection.connect()
  }

  /** After `error`: begins anew. */
  retry(): void {
    this.#connection.retry()
  }

  /** Ends the connection for good. */
  close(): void {
    this.#connection.close()
    this.#readers.clear()
    this.#handlers.clear()
  }

  /**
   * Calls `handler` at each new event of a followed session, never for one that a snapshot has. A
   * `role.delta` may be several that were joined: it has the `seq` of the last of them.
   */
  on<K extends keyof StreamEventMap>(
    event: K,
    handler: (value: StreamEventMap[K]) => void
  ): () => void {
    return this.#handlers.on(event, handler)
  }

  onStatus(handler: (status: StreamStatus) => void): () => void {
    return this.on('status', handler)
  }

  /**
   * Follows a session until the returned function is called. `onState` gets the state soon when it
   * is known, then after each frame; a view applies it once an animation frame.
   */
  subscribe(
    session: string,
    onState: (state: SessionState) => void,
    onRefused: (error: ErrorShape) => void = () => undefined
  ): () => void {
    const known = this.#readers.get(session)
    const reader =
      known ?? new SessionReader(session, (error) => this.#problem('a handler threw', error))
    const ends = [reader.handlers.on('state', onState), reader.handlers.on('refused', onRefused)]
    let ended = false
    queueMicrotask(() => {
      if (!ended && known !== undefined) known.tell(onState)
    })
    if (known === undefined || known.refusal !== null) this.#follow(reader)
    return () => {
      if (ended) return
      ended = true
      for (const end of ends) end()
      if (!reader.handlers.has('state')) this.#leave(reader)
    }
  }

  /** Asks for the counts and states of all sessions, on each connect anew, until told otherwise. */
  monitor(on: boolean): void {
    if (this.#monitoring === on) return
    this.#monitoring = on
    this.#connection.send({ t: 'monitor', on })
  }

  #follow(reader: SessionReader): void {
    this.#readers.set(reader.session, reader)
    reader.forgive()
    this.#ask(reader)
  }

  #leave(reader: SessionReader): void {
    if (this.#readers.get(reader.session) !== reader) return
    this.#readers.delete(reader.session)
    this.#connection.send({ t: 'unsubscribe', session: reader.session })
  }

  #ask({ session, cursor, recoveries }: SessionReader): void {
    // A cursor that did not help is not tried again.
    const from = recoveries > 1 ? null : cursor
    this.#connection.send({ t: 'subscribe', session, cursor: from })
  }

  /** On each connect, from what is followed now and how far it has come. */
  #askAll(): void {
    if (this.#monitoring) this.#connection.send({ t: 'monitor', on: true })
    for (const reader of this.#readers.values()) {
      if (reader.refusal !== null) continue
      reader.recoveries = 0
      this.#ask(reader)
    }
  }

  #onFrame(frame: ServerFrame): void {
    switch (frame.t) {
      case 'snapshot':
      case 'resync':
        return this.#readers.get(frame.session)?.take(frame.state)
      case 'events':
        return this.#onEvents(frame)
      case 'error':
        return this.#onError(frame)
      case 'notice':
        return this.#handlers.emit('notice', frame.notice)
      case 'changed':
        return this.#handlers.emit('changed', frame.what)
      case 'monitor':
        return this.#handlers.emit('monitor', frame)
      case 'board':
        return this.#handlers.emit('board', frame)
      case 'hello':
      case 'pong':
        return
    }
  }

  #onEvents(frame: Extract<ServerFrame, { t: 'events' }>): void {
    const reader = this.#readers.get(frame.session)
    if (reader === undefined) return
    const { result, events } = reader.apply(frame)
    for (const event of events) this.#handlers.emit(event.type, event as never)
    if (result === 'read') return
    // While an answer is on its way, frames sent before it still have the same gap before them.
    if (result === 'gap' && reader.recoveries > 0) return
    this.#problem(`a frame of ${frame.session}`, result)
    this.#recover(reader)
  }

  #onError({ session, error }: Extract<ServerFrame, { t: 'error' }>): void {
    const reader = session === null ? undefined : this.#readers.get(session)
    if (reader === undefined) this.#problem('the server', error.message)
    else reader.refuse(error)
  }

  #onUnreadable(error: unknown): void {
    this.#problem('a frame was skipped', error)
    for (const reader of [...this.#readers.values()]) this.#recover(reader)
  }

  /** Asks again, first from the cursor, then for the whole state; a few times, then gives up. */
  #recover(reader: SessionReader): void {
    if (reader.refusal !== null || this.#connection.status.state !== 'connected') return
    reader.recoveries += 1
    if (reader.recoveries <= recoveriesUntilError) return this.#ask(reader)
    const message = `the events of ${reader.session} cannot be read`
    this.#connection.fail({ code: errorCodes.streamProtocol, message, retryable: true })
  }

  #problem(what: string, cause: unknown): void {
    // A problem handler that throws is not told of its own failure.
    if (this.#reporting) return
    this.#reporting = true
    const detail = cause instanceof Error ? cause.message : String(cause)
    this.#handlers.emit('problem', `${what}: ${detail}`)
    this.#reporting = false
  }
}

/** Makes the window's event stream and connects it. */
export const createStream = (options: StreamOptions): EventStream => {
  const stream = new EventStream(options)
  stream.connect()
  return stream
}
