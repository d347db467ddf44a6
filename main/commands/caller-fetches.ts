import type { Principal } from '../engine/feed'
import { CancelScope } from '../kernel/abort'

/** What callers have fetched from sources: of each kind one at a time, and nothing for who is gone. */
export class CallerFetches {
  readonly #running = new Map<string, { caller: Principal; scope: CancelScope }>()

  /** A newer one of the same kind calls it off, which gives null. */
  async run<T>(
    { caller, kind }: { caller: Principal; kind: 'search' | 'import' },
    work: (signal: AbortSignal) => Promise<T>
  ): Promise<T | null> {
    const place = `${kind} ${caller}`
    this.#running.get(place)?.scope.cancel('superseded')
    const scope = new CancelScope(null)
    const running = { caller, scope }
    this.#running.set(place, running)
    try {
      const value = await work(scope.signal)
      return scope.signal.aborted ? null : value
    } catch (error) {
      if (!scope.signal.aborted) throw error
      return null
    } finally {
      if (this.#running.get(place) === running) this.#running.delete(place)
      scope.dispose()
    }
  }

  /** Calls off what a window that is gone had asked for. */
  release(caller: Principal): void {
    for (const running of this.#running.values()) {
      if (running.caller === caller) running.scope.cancel('window-closed')
    }
  }
}
