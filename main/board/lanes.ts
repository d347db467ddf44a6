import { abortable } from '../kernel/abort'
import { deferred, type Deferred } from '../kernel/deferred'

/** Lets so many works run at once; the others wait in their order. */
export class Lanes {
  #free: number
  readonly #waiting: Deferred<void>[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Runs `work` in its turn; rejects with the signal's reason when that comes first. */
  async run<T>(work: () => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
    await this.#enter(signal)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    const turn = deferred<void>()
    this.#waiting.push(turn)
    try {
      await abortable(turn.promise, signal)
    } catch (error) {
      const at = this.#waiting.indexOf(turn)
      // Its turn may have come in the same tick: then it goes to the next.
      if (at >= 0) this.#waiting.splice(at, 1)
      else this.#leave()
      throw error
    }
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free += 1
    else next.resolve(undefined)
  }
}
