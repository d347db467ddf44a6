type Handler<T> = (value: T) => void

/**
 * Handlers by event. Each is a Set: one registered twice is called once. A handler that throws does
 * not hurt the others, and one added or removed while emitting changes only later emits.
 */
export class HandlerMap<Events extends object> {
  readonly #handlers = new Map<keyof Events, Set<Handler<never>>>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  /** Returns what removes the handler again. */
  on<K extends keyof Events>(event: K, handler: Handler<Events[K]>): () => void {
    const handlers = this.#handlers.get(event) ?? new Set()
    this.#handlers.set(event, handlers.add(handler))
    return () => {
      handlers.delete(handler)
      if (handlers.size === 0 && this.#handlers.get(event) === handlers) {
        this.#handlers.delete(event)
      }
    }
  }

  has(event: keyof Events): boolean {
    return this.#handlers.has(event)
  }

  emit<K extends keyof Events>(event: K, value: Events[K]): void {
    const handlers = this.#handlers.get(event) as Set<Handler<Events[K]>> | undefined
    if (handlers === undefined) return
    for (const handler of [...handlers]) {
      try {
        handler(value)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  clear(): void {
    this.#handlers.clear()
  }
}
