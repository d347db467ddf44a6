import type { ErrorShape } from '../../../preload/contract/errors'
import type { AnyEnvelope, Cursor } from '../../../preload/contract/events'
import type { EventsFrame } from '../../../preload/contract/events-frame'
import { reduceFrame } from '../../../preload/contract/session-reducer'
import type { SessionState } from '../../../preload/contract/session-state'
import { HandlerMap } from './handler-map'
import { unseen } from './unseen-events'

interface ReaderEvents {
  state: SessionState
  refused: ErrorShape
}

/** What became of a frame: `gap` when something before it is missing, `broken` when it made no sense. */
export type Reading = { result: 'read' | 'gap' | 'broken'; events: AnyEnvelope[] }

/** One session as this window knows it: its state, where it stands, who is told. */
export class SessionReader {
  readonly session: string
  readonly handlers: HandlerMap<ReaderEvents>
  readonly #onHandlerError: (error: unknown) => void
  #state: SessionState | null = null
  #refusal: ErrorShape | null = null
  /** Recoveries asked for since something was last read. */
  recoveries = 0

  constructor(session: string, onHandlerError: (error: unknown) => void) {
    this.session = session
    this.#onHandlerError = onHandlerError
    this.handlers = new HandlerMap(onHandlerError)
  }

  get state(): SessionState | null {
    return this.#state
  }

  get refusal(): ErrorShape | null {
    return this.#refusal
  }

  /** Where to go on from; null asks for the whole state. */
  get cursor(): Cursor | null {
    return this.#state === null ? null : { epoch: this.#state.epoch, seq: this.#state.seq }
  }

  /** Tells one handler what is known so far. */
  tell(handler: (state: SessionState) => void): void {
    if (this.#state === null) return
    try {
      handler(this.#state)
    } catch (error) {
      this.#onHandlerError(error)
    }
  }

  take(state: SessionState): void {
    this.#state = state
    this.#read()
  }

  /**
   * Goes on from the state with what is new in a frame; tells nobody of what it knew already. A
   * frame is applied whole or not at all.
   */
  apply({ firstSeq, events }: EventsFrame): Reading {
    const state = this.#state
    const last = events.at(-1)
    // Left over from a subscription before this one, whose snapshot is still to come.
    if (state === null || last === undefined) return { result: 'read', events: [] }
    if (last.epoch === state.epoch && last.seq <= state.seq) return { result: 'read', events: [] }
    if (last.epoch !== state.epoch || firstSeq > state.seq + 1) return { result: 'gap', events: [] }
    try {
      this.#state = reduceFrame(state, events)
    } catch {
      return { result: 'broken', events: [] }
    }
    const fresh = unseen(state, firstSeq, events)
    this.#read()
    return { result: 'read', events: fresh }
  }

  refuse(error: ErrorShape): void {
    this.#refusal = error
    this.handlers.emit('refused', error)
  }

  /** The next connect, or another subscriber, asks again. */
  forgive(): void {
    this.#refusal = null
  }

  #read(): void {
    this.recoveries = 0
    if (this.#state !== null) this.handlers.emit('state', this.#state)
  }
}
