import type { Clock } from '../../main/kernel/clock'
import { toDisposable, type Disposable } from '../../main/kernel/disposables'

interface Timer {
  dueMs: number
  order: number
  action: () => void
}

/** A clock that a test moves by hand; its wall time can jump on its own. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>()
  #nowMs = 0
  #wallOffsetMs = 1_700_000_000_000
  #order = 0

  get pendingTimers(): number {
    return this.#timers.size
  }

  nowMs(): number {
    return this.#nowMs
  }

  wallMs(): number {
    return this.#nowMs + this.#wallOffsetMs
  }

  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs
  }

  after(delayMs: number, action: () => void): Disposable {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, action }
    this.#timers.add(timer)
    return toDisposable(() => this.#timers.delete(timer))
  }

  /** Moves time and calls what falls due on the way, in order. */
  advance(byMs: number): void {
    const end = this.#nowMs + byMs
    for (let next = this.#next(end); next !== null; next = this.#next(end)) {
      this.#timers.delete(next)
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      next.action()
    }
    this.#nowMs = end
  }

  /** The machine slept: time went on, and what fell due meanwhile is called once, late. */
  sleep(forMs: number): void {
    this.#nowMs += forMs
    this.advance(0)
  }

  /** As `advance`, letting promises settle after each step of 1 ms of the given number. */
  async run(forMs: number, stepMs = 1): Promise<void> {
    for (let elapsed = 0; elapsed < forMs; elapsed += stepMs) {
      this.advance(stepMs)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  #next(endMs: number): Timer | null {
    const due = [...this.#timers].filter((timer) => timer.dueMs <= endMs)
    due.sort((one, other) => one.dueMs - other.dueMs || one.order - other.order)
    return due[0] ?? null
  }
}
