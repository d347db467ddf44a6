import { Turns } from '../../engine/turns'

/**
 * Calls to one provider, at most so many at a time. Those that wait go in turns of their sessions, the
 * one with the fewest calls under way first, so that a room of nine roles holds up no other.
 */
export class ProviderQueue {
  readonly #turns: Turns
  readonly #running = new Map<string, number>()

  constructor(maximumConcurrent: number) {
    this.#turns = new Turns(maximumConcurrent)
  }

  /** Calls that run or wait. */
  get size(): number {
    return this.#turns.size
  }

  /** As `Turns.run`: while it waits it ends with the signal, and once it runs with `call`. */
  run<T>(session: string, call: () => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
    const asked = this.#running.get(session) ?? 0
    this.#running.set(session, asked + 1)
    return this.#turns.run(call, { priority: -asked, signal }).finally(() => this.#left(session))
  }

  #left(session: string): void {
    const left = (this.#running.get(session) ?? 1) - 1
    if (left > 0) this.#running.set(session, left)
    else this.#running.delete(session)
  }
}
