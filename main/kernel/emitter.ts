import { toDisposable, type Disposable } from './disposables'

export type Handler<T> = (value: T) => void

/**
 * Handlers are a Set: one registered twice is called once. A handler that throws does not hurt the
 * others, and one added or removed while emitting changes only later emits.
 */
export class Emitter<T> implements Disposable {
  readonly #handlers = new Set<Handler<T>>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void = () => undefined) {
    this.#onError = onError
  }

  get size(): number {
    return this.#handlers.size
  }

  on(handler: Handler<T>): Disposable {
    this.#handlers.add(handler)
    return toDisposable(() => this.#handlers.delete(handler))
  }

  emit(value: T): void {
    for (const handler of [...this.#handlers]) {
      try {
        handler(value)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  dispose(): void {
    this.#handlers.clear()
  }
}
