import type { CancelReason } from '../../preload/contract/words'
import { DisposableStore, type Disposable } from '../kernel/disposables'
import { exitCodes, type ExitCode } from './exit-codes'
import type { RoomHost, StopSignal } from './host'

const signals: Readonly<Record<StopSignal, { reason: CancelReason; code: ExitCode }>> = {
  SIGINT: { reason: 'user', code: exitCodes.interrupted },
  SIGTERM: { reason: 'shutdown', code: exitCodes.terminated },
  SIGHUP: { reason: 'window-closed', code: exitCodes.hangUp }
}

/**
 * npm passes a Ctrl-C on that the terminal has sent to us already: two signals this close together
 * are one.
 */
const sameSignalMs = 500

/** A stop came while something was fetched: there is nothing to tell of it. */
export class StoppedEarly extends Error {}

/**
 * Whatever ends a run from outside: Ctrl-C, a signal, a reader of stdout that is gone. The first
 * one cancels; a second signal ends the process, whatever still runs.
 */
export class Stopping implements Disposable {
  readonly #store = new DisposableStore()
  #reason: CancelReason | null = null
  #code: ExitCode | null = null
  #signalledMs = 0
  #cancel: ((reason: CancelReason) => void) | null = null

  constructor(host: RoomHost) {
    this.#store.add(
      host.onSignal((signal) => {
        const { reason, code } = signals[signal]
        const nowMs = host.clock.nowMs()
        if (this.#code === null) {
          this.#code = code
          this.#signalledMs = nowMs
          this.#stop(reason)
        } else if (nowMs - this.#signalledMs >= sameSignalMs) host.exitNow(code)
      })
    )
    this.#store.add(host.onOutputClosed(() => this.#stop('window-closed')))
  }

  /** Why the run was stopped; null while it was not. */
  get reason(): CancelReason | null {
    return this.#reason
  }

  /** The exit code of the signal that stopped the run; null when none did. */
  get code(): ExitCode | null {
    return this.#code
  }

  /** Calls `cancel` when the run is stopped, at once if it was stopped before. */
  whenStopped(cancel: (reason: CancelReason) => void): void {
    this.#cancel = cancel
    if (this.#reason !== null) cancel(this.#reason)
  }

  /**
   * What takes as long as a network does. A stop does not wait for it: who closes its engine calls
   * it off. Rejects with `StoppedEarly`.
   */
  unlessStopped<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.whenStopped(() => reject(new StoppedEarly()))
      work.then(resolve, reject)
    })
  }

  dispose(): void {
    this.#cancel = null
    this.#store.dispose()
  }

  #stop(reason: CancelReason): void {
    if (this.#reason !== null) return
    this.#reason = reason
    this.#cancel?.(reason)
  }
}
