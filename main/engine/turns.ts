import PQueue from 'p-queue'
import { onAbort } from '../kernel/abort'

/** Lets so many works run at once; the others wait, the higher priority first, then in their order. */
export class Turns {
  readonly #queue: PQueue

  constructor(atOnce: number) {
    this.#queue = new PQueue({ concurrency: atOnce })
  }

  /** Works that run or wait. */
  get size(): number {
    return this.#queue.size + this.#queue.pending
  }

  /**
   * Rejects with the signal's reason in the abort's tick while it waits. Once `work` runs it settles
   * when that does, and not before: who waits for the end waits for what it holds open too.
   */
  run<T>(
    work: () => Promise<T>,
    { priority = 0, signal }: { priority?: number; signal: AbortSignal }
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting = onAbort(signal, () => reject(signal.reason as Error))
      const inTurn = async (): Promise<void> => {
        waiting.dispose()
        signal.throwIfAborted()
        resolve(await work())
      }
      this.#queue.add(inTurn, { priority }).catch(reject)
    })
  }
}
