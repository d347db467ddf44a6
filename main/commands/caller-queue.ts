import type { Principal } from '../engine/feed'

/** Runs one caller's work in turn; different callers do not wait for each other. */
export class CallerQueue {
  readonly #tails = new Map<Principal, Promise<unknown>>()

  get callers(): number {
    return this.#tails.size
  }

  run<T>(principal: Principal, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(principal) ?? Promise.resolve()
    const result = before.then(work)
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (this.#tails.get(principal) === tail) this.#tails.delete(principal)
      })
    this.#tails.set(principal, tail)
    return result
  }
}
