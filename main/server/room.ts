import type { SessionFeed } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import { EventBatcher } from './event-batcher'
import type { FrameBatch } from './frame-batch'

export interface RoomMember {
  /** Never throws. */
  deliver(batch: FrameBatch): void
  /** Sends an encoded control frame ahead of data; never throws. */
  push(text: string): void
}

export interface RoomOptions {
  feed: SessionFeed
  clock: Clock
  frameEveryMs: number
  onEmpty: () => void
  /** Somebody came or went. */
  onMembers: () => void
}

/** Everyone who follows one session. It listens to the feed once and vanishes with its last member. */
export class Room {
  readonly #members = new Set<RoomMember>()
  readonly #batcher: EventBatcher
  readonly #listening: Disposable
  readonly #onEmpty: () => void
  readonly #onMembers: () => void

  constructor({ feed, clock, frameEveryMs, onEmpty, onMembers }: RoomOptions) {
    this.#onEmpty = onEmpty
    this.#onMembers = onMembers
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
    this.#onMembers()
  }

  leave(member: RoomMember): void {
    if (!this.#members.delete(member)) return
    if (this.#members.size === 0) {
      this.#listening.dispose()
      this.#batcher.dispose()
      this.#onEmpty()
    }
    this.#onMembers()
  }

  /** Sends everyone here a control frame. */
  tell(text: string): void {
    this.#each((member) => member.push(text))
  }

  flush(): void {
    this.#batcher.flush()
  }

  #deliver(batch: FrameBatch): void {
    this.#each((member) => member.deliver(batch))
  }

  /** Members may come and go while it goes round. */
  #each(action: (member: RoomMember) => void): void {
    for (const member of [...this.#members]) {
      if (this.#members.has(member)) action(member)
    }
  }
}
