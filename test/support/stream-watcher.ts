import { eventKinds } from '../../preload/contract/event-kinds'
import type { AnyEnvelope, EventType } from '../../preload/contract/events'
import type { EventStream } from '../../renderer/src/stream/event-stream'
import type { FakeFeed } from './fake-feed'

/**
 * Holds a page's events of one session to their promise: each comes once, in order, without a hole.
 * Deltas may come joined, so they are held to their places in the text; the others to their `seq`.
 * It must be made before the session is first followed, and `feed` must have begun.
 */
export class StreamWatcher {
  /** What was not as promised. */
  readonly wrongs: string[] = []
  readonly #feed: FakeFeed
  readonly #lengths = new Map<string, number>()
  readonly #others: number[] = []
  /** Everything up to here was in the state that the page began with. */
  #begin = 0
  #last = 0

  constructor(stream: EventStream, feed: FakeFeed) {
    this.#feed = feed
    for (const type of Object.keys(eventKinds) as EventType[]) {
      stream.on(type, (event) => this.#see(event as AnyEnvelope))
    }
  }

  /** The page has its first state and nothing else yet. */
  begins(): void {
    const state = this.#feed.state()
    this.#begin = this.#last = state.seq
    for (const { role, text } of state.roles) this.#lengths.set(role, text.length)
  }

  /** Checks what came against all that was published; the page must have caught up. */
  end(): string[] {
    const wanted = this.#feed.events
      .filter(({ type, seq }) => type !== 'role.delta' && seq > this.#begin)
      .map(({ seq }) => seq)
    if (this.#others.join() !== wanted.join()) {
      this.wrongs.push(`events ${this.#others.join()} instead of ${wanted.join()}`)
    }
    for (const { role, text } of this.#feed.state().roles) {
      const length = this.#lengths.get(role) ?? 0
      if (length !== text.length) this.wrongs.push(`${role}: ${length} of ${text.length}`)
    }
    if (this.#last !== this.#feed.state().seq) this.wrongs.push(`ends at ${this.#last}`)
    return this.wrongs
  }

  #see(event: AnyEnvelope): void {
    if (event.session !== this.#feed.session) return
    if (event.seq <= this.#last) this.wrongs.push(`${event.seq} after ${this.#last}`)
    this.#last = event.seq
    if (event.type !== 'role.delta') {
      this.#others.push(event.seq)
      return
    }
    const { role, offset, text } = event.data
    const known = this.#lengths.get(role) ?? 0
    if (offset !== known) this.wrongs.push(`${event.seq}: ${role} at ${offset} after ${known}`)
    this.#lengths.set(role, offset + text.length)
  }
}
