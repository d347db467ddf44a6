import type { AnyEnvelope } from '../../preload/contract/events'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import { FrameBatch } from './frame-batch'

export interface EventBatcherOptions {
  clock: Clock
  everyMs: number
  onBatch: (batch: FrameBatch) => void
}

/** Groups events into frames: the first goes at once, then one frame each `everyMs` while busy. */
export class EventBatcher implements Disposable {
  readonly #options: EventBatcherOptions
  #pending: AnyEnvelope[] = []
  #timer: Disposable | null = null
  #disposed = false

  constructor(options: EventBatcherOptions) {
    this.#options = options
  }

  add(event: AnyEnvelope): void {
    if (this.#disposed) return
    const last = this.#pending.at(-1)
    const follows = event.epoch === last?.epoch && event.seq === last.seq + 1
    if (last !== undefined && !follows) this.flush()
    this.#pending.push(event)
    if (this.#timer !== null) return
    this.flush()
    this.#arm()
  }

  /** Sends what waits, at once. */
  flush(): void {
    const [first, ...rest] = this.#pending
    this.#pending = []
    if (first !== undefined) this.#options.onBatch(new FrameBatch([first, ...rest]))
  }

  dispose(): void {
    this.#disposed = true
    this.#timer?.dispose()
    this.#pending = []
  }

  #arm(): void {
    this.#timer = this.#options.clock.after(this.#options.everyMs, () => {
      this.#timer = null
      if (this.#pending.length === 0) return
      this.#arm()
      this.flush()
    })
  }
}
