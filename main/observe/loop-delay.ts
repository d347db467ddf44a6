import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks'
import type { Figures } from '../../preload/contract/figures'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'

export type Delays = Figures['loopDelayMs']

const resolutionMs = 20
const nanosecondsPerMillisecond = 1e6
/** How long delays are gathered before they give way to newer ones. */
export const loopWindowMs = 60_000
/** Windows without a question after which the measuring stops. */
export const idleWindowsUntilStop = 5

const none: Delays = { p50: 0, p99: 0, max: 0 }

/** The histogram holds times between ticks; what is beyond the tick itself is the delay. */
const delaysOf = (histogram: IntervalHistogram): Delays => {
  if (histogram.count === 0) return none
  const delay = (nanoseconds: number): number =>
    Math.max(0, nanoseconds / nanosecondsPerMillisecond - resolutionMs)
  return {
    p50: delay(histogram.percentile(50)),
    p99: delay(histogram.percentile(99)),
    max: delay(histogram.max)
  }
}

/**
 * How late the main loop was in the last one to two minutes: the worse of the present window and
 * the one before. A tick each 20 ms keeps a machine from its sleep, so nothing is measured until
 * somebody asks: the first answer is zeros. It stops when nobody has asked for some minutes.
 */
export class LoopDelay implements Disposable {
  readonly #clock: Clock
  #histogram: IntervalHistogram | null = null
  #turning: Disposable | null = null
  #before: Delays = none
  #idleWindows = 0
  #disposed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get measuring(): boolean {
    return this.#histogram !== null
  }

  /** Milliseconds. */
  read(): Delays {
    this.#idleWindows = 0
    if (this.#histogram === null) return this.#start()
    const now = delaysOf(this.#histogram)
    return {
      p50: Math.max(now.p50, this.#before.p50),
      p99: Math.max(now.p99, this.#before.p99),
      max: Math.max(now.max, this.#before.max)
    }
  }

  dispose(): void {
    this.#disposed = true
    this.#stop()
  }

  #stop(): void {
    this.#histogram?.disable()
    this.#turning?.dispose()
    this.#histogram = null
    this.#turning = null
    this.#before = none
  }

  #start(): Delays {
    if (this.#disposed) return none
    this.#histogram = monitorEventLoopDelay({ resolution: resolutionMs })
    this.#histogram.enable()
    this.#arm()
    return none
  }

  #arm(): void {
    this.#turning = this.#clock.after(loopWindowMs, () => this.#turn())
  }

  #turn(): void {
    const histogram = this.#histogram
    this.#idleWindows += 1
    if (histogram === null || this.#idleWindows > idleWindowsUntilStop) return this.#stop()
    this.#before = delaysOf(histogram)
    histogram.reset()
    this.#arm()
  }
}
