import PQueue from 'p-queue'
import { onAbort } from '../../kernel/abort'

/**
 * Calls to one provider, at most so many at a time. Those that wait go in turns of their sessions, the
 * one with the fewest calls under way first, so that a room of nine roles holds up no other.
 */
export class ProviderQueue {
  readonly #queue: PQueue
  readonly #running = new Map<string, number>()

  constructor(maximumConcurrent: number) {
    this.#queue = new PQueue({ concurrency: maximumConcurrent })
  }

  /** Calls that run or wait. */
  get size(): number {
    return this.#queue.size + this.#queue.pending
  }

  /**
   * Rejects with the signal's reason in the abort's tick while it waits. Once `call` runs it settles
   * when that does, and not before: who waits for the end waits for the sockets too.
   */
  run<T>(session: string, call: () => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
    const asked = this.#running.get(session) ?? 0
    this.#running.set(session, asked + 1)
    return new Promise<T>((resolve, reject) => {
      const waiting = onAbort(signal, () => reject(signal.reason as Error))
      const work = async (): Promise<void> => {
        waiting.dispose()
        signal.throwIfAborted()
        resolve(await call())
      }
      this.#queue.add(work, { priority: -asked }).catch(reject)
    }).finally(() => this.#left(session))
  }

  #left(session: string): void {
    const left = (this.#running.get(session) ?? 1) - 1
    if (left > 0) this.#running.set(session, left)
    else this.#running.delete(session)
  }
}
