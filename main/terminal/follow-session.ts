import { eventKinds } from '../../preload/contract/event-kinds'
import { emptySessionState } from '../../preload/contract/session-initial'
import { reduceSession } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'
import type { AnyEnvelope, EventMap } from '../../preload/contract/events'
import type { SessionFeed } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import { DisposableStore, toDisposable, type Disposable } from '../kernel/disposables'
import { askedOf, type Asked } from './model-json'
import { RoomView } from './room-view'
import type { Screen } from './screen'
import type { Words } from './words'

/** How often the progress line's time moves when nothing else does. */
const tickMs = 100

export interface FollowOptions {
  feed: SessionFeed
  screen: Screen
  words: Words
  clock: Clock
}

/**
 * Shows a session from its first event on: what was published before is read again, what follows
 * waits for it. The state is reduced from the same events that are shown.
 */
export class SessionFollower implements Disposable {
  readonly #store = new DisposableStore()
  readonly #view: RoomView
  readonly #clock: Clock
  readonly #startedMs: number
  #state: SessionState
  #durableEvents = 0
  readonly #forecasts: EventMap['forecast.filed'][] = []
  readonly #asked: Asked[] = []
  /** Live events that wait until the earlier ones are shown; null from then on. */
  #waiting: AnyEnvelope[] | null = []
  #tick: Disposable = toDisposable(() => undefined)

  constructor({ feed, screen, words, clock }: FollowOptions) {
    this.#state = emptySessionState(feed.session)
    this.#clock = clock
    this.#startedMs = clock.nowMs()
    this.#view = new RoomView({ screen, words, state: () => this.#state })
    this.#store.add(feed.onPublished((event) => this.#take(event)))
    this.#store.add(toDisposable(() => this.#tick.dispose()))
  }

  /** Events shown so far that were durable when they were published. */
  get durableEvents(): number {
    return this.#durableEvents
  }

  /** Forecasts filed so far, in the order of their filing. */
  get forecasts(): readonly EventMap['forecast.filed'][] {
    return this.#forecasts
  }

  /** What models were asked so far, and who took over for whom. */
  get asked(): readonly Asked[] {
    return this.#asked
  }

  /** Shows what was published before this follower came. */
  async catchUp(feed: SessionFeed): Promise<void> {
    const earlier = await feed.readAfter({ epoch: this.#state.epoch, seq: 0 })
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const event of [...(earlier ?? []), ...waiting]) this.#show(event)
    this.#scheduleTick()
  }

  /** Shows the summary and the end. */
  finish(final: SessionState): void {
    this.#tick.dispose()
    this.#view.finish(final)
  }

  dispose(): void {
    this.#store.dispose()
  }

  #take(event: AnyEnvelope): void {
    if (this.#waiting !== null) this.#waiting.push(event)
    else this.#show(event)
  }

  #show(event: AnyEnvelope): void {
    const next = reduceSession(this.#state, event)
    // Read again and live at once: the reducer knows what it has seen.
    if (next === this.#state) return
    this.#state = next
    if (eventKinds[event.type] !== 'delta') this.#durableEvents += 1
    if (event.type === 'forecast.filed') this.#forecasts.push(event.data)
    this.#asked.push(...askedOf(event))
    this.#view.show(event)
    if (next.end === null) this.#progress()
  }

  #progress(): void {
    this.#view.progress(this.#clock.nowMs() - this.#startedMs)
  }

  #scheduleTick(): void {
    if (this.#state.end !== null || this.#store.disposed) return
    this.#progress()
    this.#tick = this.#clock.after(tickMs, () => this.#scheduleTick())
  }
}
