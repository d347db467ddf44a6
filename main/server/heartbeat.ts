import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'

export interface HeartbeatOptions {
  clock: Clock
  everyMs: number
  /** How many pings in a row may stay without an answer. */
  missedUntilGone: number
  ping: () => void
  onGone: () => void
}

/** Asks at intervals whether the other side is there. */
export class Heartbeat implements Disposable {
  readonly #options: HeartbeatOptions
  #unanswered = 0
  #timer: Disposable

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#timer = this.#arm()
  }

  answered(): void {
    this.#unanswered = 0
  }

  dispose(): void {
    this.#timer.dispose()
  }

  #arm(): Disposable {
    return this.#options.clock.after(this.#options.everyMs, () => this.#beat())
  }

  #beat(): void {
    if (this.#unanswered >= this.#options.missedUntilGone) return this.#options.onGone()
    this.#unanswered += 1
    this.#timer = this.#arm()
    this.#options.ping()
  }
}
