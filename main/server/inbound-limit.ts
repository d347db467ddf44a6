import type { Clock } from '../kernel/clock'

const windowMs = 1_000

/** At most `perSecond` messages in any second. */
export class InboundLimit {
  readonly #clock: Clock
  readonly #perSecond: number
  readonly #times: number[] = []

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock
    this.#perSecond = perSecond
  }

  /** Counts one message; false when it is one too many. */
  allow(): boolean {
    const nowMs = this.#clock.nowMs()
    while (this.#times.length > 0 && nowMs - (this.#times[0] ?? 0) >= windowMs) this.#times.shift()
    this.#times.push(nowMs)
    return this.#times.length <= this.#perSecond
  }
}
