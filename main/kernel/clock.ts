import { toDisposable, type Disposable } from './disposables'

/** Time as the engine sees it; tests bring one that they move by hand. */
export interface Clock {
  /** Monotonic milliseconds from an arbitrary start. */
  nowMs(): number
  /** Milliseconds since 1970; may jump. */
  wallMs(): number
  /** Calls once after `delayMs`, unless disposed before. */
  after(delayMs: number, action: () => void): Disposable
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs)
    return toDisposable(() => clearTimeout(timer))
  }
}

interface PendingTimer {
  dueMs: number
  action: () => void
  armed: Disposable | null
}

/**
 * A monotonic clock that stands still while paused, so that a role's limit and its pace count only
 * the time in which it could work. Its timers wait with it.
 */
export class PausableClock implements Clock, Disposable {
  readonly #base: Clock
  readonly #timers = new Set<PendingTimer>()
  #pausedAtMs: number | null = null
  #lostMs = 0

  constructor(base: Clock) {
    this.#base = base
  }

  get paused(): boolean {
    return this.#pausedAtMs !== null
  }

  get pendingTimers(): number {
    return this.#timers.size
  }

  nowMs(): number {
    return (this.#pausedAtMs ?? this.#base.nowMs()) - this.#lostMs
  }

  wallMs(): number {
    return this.#base.wallMs()
  }

  after(delayMs: number, action: () => void): Disposable {
    const timer: PendingTimer = { dueMs: this.nowMs() + delayMs, action, armed: null }
    this.#timers.add(timer)
    if (!this.paused) this.#arm(timer)
    return toDisposable(() => {
      this.#timers.delete(timer)
      timer.armed?.dispose()
    })
  }

  pause(): void {
    if (this.paused) return
    this.#pausedAtMs = this.#base.nowMs()
    for (const timer of this.#timers) {
      timer.armed?.dispose()
      timer.armed = null
    }
  }

  resume(): void {
    if (this.#pausedAtMs === null) return
    this.#lostMs += this.#base.nowMs() - this.#pausedAtMs
    this.#pausedAtMs = null
    for (const timer of this.#timers) this.#arm(timer)
  }

  dispose(): void {
    for (const timer of this.#timers) timer.armed?.dispose()
    this.#timers.clear()
  }

  #arm(timer: PendingTimer): void {
    timer.armed = this.#base.after(Math.max(0, timer.dueMs - this.nowMs()), () => {
      this.#timers.delete(timer)
      timer.action()
    })
  }
}
