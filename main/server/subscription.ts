import type { AnyEnvelope, Cursor } from '../../preload/contract/events'
import { encodeControl } from '../../preload/contract/wire'
import type { SessionFeed } from '../engine/feed'
import type { Disposable } from '../kernel/disposables'
import type { FrameBatch } from './frame-batch'
import type { Outbox } from './outbox'
import { framesOf, runBetween } from './replay'
import type { Room, RoomMember } from './room'
import type { StreamMeter } from './stream-meter'

export interface SubscriptionOptions {
  feed: SessionFeed
  room: Room
  outbox: Outbox
  meter: StreamMeter
  /** How much may be held back during a replay before a fresh state is sent instead. */
  holdLimitBytes: number
  /** Something threw that must not; the connection cannot go on. */
  onBroken: (error: unknown) => void
}

const nextTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * One connection's place in one session. Attaching registers first, takes the high-water mark,
 * replays up to it and only then releases what came meanwhile, so that every event passes exactly
 * once. Whenever the next event is not the one that must follow, the reader gets a fresh state.
 */
export class Subscription implements RoomMember, Disposable {
  readonly #options: SubscriptionOptions
  #position: Cursor = { epoch: 0, seq: 0 }
  /** What was published during a replay; null while live. */
  #held: FrameBatch[] | null = []
  #heldBytes = 0
  #disposed = false

  constructor(options: SubscriptionOptions) {
    this.#options = options
  }

  /**
   * Starts after `cursor`; without one, from a snapshot of the state, or from now on when the
   * reader wants no history.
   */
  async start(cursor: Cursor | null, includeHistory: boolean): Promise<void> {
    try {
      this.#options.room.join(this)
      const { epoch, seq } = this.#options.feed.state()
      const mark = { epoch, seq }
      if (cursor === null && includeHistory) this.#sendState('snapshot')
      else if (cursor === null) this.#release(mark)
      else if (cursor.epoch !== epoch || cursor.seq > seq) this.#sendState('resync')
      else if (cursor.seq === seq) this.#release(mark)
      else await this.#replay(cursor, mark)
    } catch (error) {
      this.#options.onBroken(error)
    }
  }

  deliver(batch: FrameBatch): void {
    try {
      if (this.#held === null) this.#forward(batch)
      else this.#hold(batch)
    } catch (error) {
      this.#options.onBroken(error)
    }
  }

  push(text: string): void {
    if (!this.#disposed) this.#options.outbox.pushControl(text)
  }

  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    this.#held = []
    this.#options.room.leave(this)
    this.#options.outbox.drop(this)
  }

  async #replay(cursor: Cursor, mark: Cursor): Promise<void> {
    const events = await this.#options.feed.readAfter(cursor).catch(() => null)
    const run: AnyEnvelope[] | null = events === null ? null : runBetween(events, cursor, mark)
    if (!this.#attaching) return
    if (run === null) return this.#sendState('resync')
    this.#options.meter.countReplay(run.length)
    for (const batch of framesOf(run)) {
      this.#options.outbox.push(batch.bytes, this, true)
      await nextTick()
      if (!this.#attaching) return
    }
    this.#release(mark)
  }

  /** False once it ended, or was given a fresh state meanwhile. */
  get #attaching(): boolean {
    return !this.#disposed && this.#held !== null
  }

  #hold(batch: FrameBatch): void {
    this.#held?.push(batch)
    this.#heldBytes += batch.bytes.length
    if (this.#heldBytes > this.#options.holdLimitBytes) this.#sendState('resync')
  }

  #release(mark: Cursor): void {
    const held = this.#held ?? []
    this.#held = null
    this.#heldBytes = 0
    this.#position = mark
    for (const batch of held) this.#forward(batch)
  }

  #forward(batch: FrameBatch): void {
    if (this.#disposed) return
    const { epoch, seq } = this.#position
    if (batch.epoch !== epoch || batch.firstSeq > seq + 1) return this.#sendState('resync')
    const rest = batch.after(seq)
    if (rest === null) return
    this.#position = { epoch, seq: batch.lastSeq }
    this.#options.outbox.push(rest.bytes, this)
  }

  /** What the state already covers is not sent after it: `#forward` leaves it out. */
  #sendState(tag: 'snapshot' | 'resync'): void {
    if (this.#disposed) return
    const { feed, outbox } = this.#options
    const state = feed.state()
    const { session, epoch, seq } = state
    this.#held = null
    this.#heldBytes = 0
    this.#position = { epoch, seq }
    outbox.drop(this)
    outbox.push(Buffer.from(encodeControl({ t: tag, session, state })), this, true)
  }
}
