import { setMaxListeners } from 'node:events'
import type { CancelReason } from '../../preload/contract/words'
import type { Clock } from './clock'
import { toDisposable, type Disposable } from './disposables'

/** Why something was aborted; the `reason` of every signal that the engine makes. */
export class Cancellation extends Error {
  readonly reason: CancelReason

  constructor(reason: CancelReason) {
    super(`cancelled: ${reason}`)
    this.name = 'Cancellation'
    this.reason = reason
  }
}

/** The closed-set reason of an aborted signal; null while it is not aborted. */
export const cancelReasonOf = (signal: AbortSignal): CancelReason | null => {
  if (!signal.aborted) return null
  return signal.reason instanceof Cancellation ? signal.reason.reason : 'user'
}

/** Calls once on abort, at once if it has happened already. */
export const onAbort = (signal: AbortSignal, action: () => void): Disposable => {
  if (signal.aborted) {
    action()
    return toDisposable(() => undefined)
  }
  signal.addEventListener('abort', action, { once: true })
  return toDisposable(() => signal.removeEventListener('abort', action))
}

/**
 * A scope of work below a parent signal, with its own controller. A limit is a clock's timer that
 * aborts this controller, never `AbortSignal.timeout` under `AbortSignal.any`, which a garbage
 * collection can lose.
 */
export class CancelScope implements Disposable {
  readonly #controller = new AbortController()
  readonly #parent: Disposable
  #limit: Disposable | null = null

  constructor(parent: AbortSignal | null) {
    // Every role and job of a session listens to the one signal; a count is no sign of a leak here.
    setMaxListeners(0, this.#controller.signal)
    this.#parent =
      parent === null
        ? toDisposable(() => undefined)
        : onAbort(parent, () => this.#controller.abort(parent.reason))
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  cancel(reason: CancelReason): void {
    if (!this.signal.aborted) this.#controller.abort(new Cancellation(reason))
  }

  /** Aborts with `timeout` after `limitMs` of the clock's time, unless lifted or disposed. */
  limit(clock: Clock, limitMs: number): Disposable {
    this.#limit?.dispose()
    this.#limit = clock.after(limitMs, () => this.cancel('timeout'))
    return this.#limit
  }

  dispose(): void {
    this.#limit?.dispose()
    this.#parent.dispose()
  }
}

/**
 * Settles as `work` does, or rejects with the signal's reason as soon as it aborts. A late result
 * of `work` is dropped, its late rejection too.
 */
export const abortable = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const registration = onAbort(signal, () => reject(signal.reason as Error))
    work.then(resolve, reject).finally(() => registration.dispose())
  })

/** Resolves after `delayMs` of the clock's time; rejects with the signal's reason on abort. */
export const sleep = (
  clock: Clock,
  delayMs: number,
  { signal }: { signal: AbortSignal }
): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    let timer: Disposable | null = null
    const registration = onAbort(signal, () => {
      timer?.dispose()
      reject(signal.reason as Error)
    })
    if (signal.aborted) return
    timer = clock.after(delayMs, () => {
      registration.dispose()
      resolve()
    })
  })
