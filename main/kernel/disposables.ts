export interface Disposable {
  /** Idempotent and never throws. */
  dispose(): void
}

/** A disposable that runs `action` once; what it throws goes to `onError`, never to the caller. */
export const toDisposable = (
  action: () => void,
  onError: (error: unknown) => void = () => undefined
): Disposable => {
  let done = false
  return {
    dispose: () => {
      if (done) return
      done = true
      try {
        action()
      } catch (error) {
        onError(error)
      }
    }
  }
}

/** Owns disposables and ends them in reverse order; one added after the end is ended at once. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>()
  #disposed = false

  get size(): number {
    return this.#items.size
  }

  get disposed(): boolean {
    return this.#disposed
  }

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose()
    else this.#items.add(item)
    return item
  }

  /** Ends one item early and forgets it. */
  remove(item: Disposable): void {
    this.#items.delete(item)
    item.dispose()
  }

  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    const items = [...this.#items].reverse()
    this.#items.clear()
    for (const item of items) item.dispose()
  }
}
