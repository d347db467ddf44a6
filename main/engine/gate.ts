import { onAbort } from '../kernel/abort'

/**
 * What every stage and attempt passes before it starts. While it is closed they wait; pausing is
 * its first use, review and budget come through the same door.
 */
export class Gate {
  readonly #waiting = new Set<() => void>()
  #open = true

  get isOpen(): boolean {
    return this.#open
  }

  get waiting(): number {
    return this.#waiting.size
  }

  close(): void {
    this.#open = false
  }

  open(): void {
    this.#open = true
    for (const go of [...this.#waiting]) go()
  }

  /** Resolves once the gate is open; rejects with the signal's reason when that aborts first. */
  async pass({ signal }: { signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted()
    if (this.#open) return
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        this.#waiting.delete(go)
        registration.dispose()
        resolve()
      }
      this.#waiting.add(go)
      const registration = onAbort(signal, () => {
        this.#waiting.delete(go)
        reject(signal.reason as Error)
      })
    })
  }
}
