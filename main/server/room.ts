import type { SessionFeed } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import { EventBatcher } from './event-batcher'
import type { FrameBatch } from './frame-batch'

export interface RoomMember {
  /** Never throws. */
  deliver(batch: FrameBatch): void
}

export interface RoomOptions {
  feed: SessionFeed
  clock: Clock
  frameEveryMs: number
  onEmpty: () => void
}

/** Everyone who follows one session. It listens to the feed once and vanishes with its last member. */
export class Room {
  readonly #members = new Set<RoomMember>()
  readonly #batcher: EventBatcher
  readonly #listening: Disposable
  readonly #onEmpty: () => void

  constructor({ feed, clock, frameEveryMs, onEmpty }: RoomOptions) {
    this.#onEmpty = onEmpty
    const onBatch = (batch: FrameBatch): void => this.#deliver(batch)
    this.#batcher = new EventBatcher({ clock, everyMs: frameEveryMs, onBatch })
    this.#listening = feed.onPublished((event) => this.#batcher.add(event))
  }

  get size(): number {
    return this.#members.size
  }

  /** What waits goes to the others first, so that a frame never begins before its reader came. */
  join(member: RoomMember): void {
    this.flush()
    this.#members.add(member)
  }

  leave(member: RoomMember): void {
    if (!this.#members.delete(member) || this.#members.size > 0) return
    this.#listening.dispose()
    this.#batcher.dispose()
    this.#onEmpty()
  }

  flush(): void {
    this.#batcher.flush()
  }

  /** Members may come and go while it goes round. */
  #deliver(batch: FrameBatch): void {
    for (const member of [...this.#members]) {
      if (this.#members.has(member)) member.deliver(batch)
    }
  }
}
