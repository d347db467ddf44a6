import type { AnyEnvelope } from '../../preload/contract/events'
import { encodeEvents } from '../../preload/contract/events-frame'

/** Consecutive events of one session and epoch; encoded once however many connections take it. */
export class FrameBatch {
  readonly epoch: number
  readonly firstSeq: number
  readonly lastSeq: number
  readonly #events: readonly AnyEnvelope[]
  #bytes: Buffer | null = null

  constructor(events: readonly [AnyEnvelope, ...AnyEnvelope[]]) {
    this.#events = events
    this.epoch = events[0].epoch
    this.firstSeq = events[0].seq
    this.lastSeq = events[0].seq + events.length - 1
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(encodeEvents(this.#events))
    return this.#bytes
  }

  /** What of it comes after `seq`; null when nothing does. */
  after(seq: number): FrameBatch | null {
    if (seq < this.firstSeq) return this
    const [first, ...rest] = this.#events.slice(seq - this.firstSeq + 1)
    return first === undefined ? null : new FrameBatch([first, ...rest])
  }
}
