import { errorCodes } from '../../../preload/contract/errors'
import type { CancelReason } from '../../../preload/contract/words'
import type { Principal } from '../../engine/feed'
import { cancelReasonOf, CancelScope } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import { AppError } from '../../kernel/errors'

/** Of a test or a list of models; a provider that takes longer is not there. */
const limitMs = 30_000

/** Calls to providers that no session makes. They end with the window that asked, or the program. */
export class ProviderTrials {
  readonly #running = new Map<CancelScope, { principal: Principal; done: Promise<unknown> }>()
  readonly #clock: Clock
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * As `work`; rejects with `engine.shutting-down` once nobody waits for it any more, and with
   * `provider.network` at its limit.
   */
  async run<T>(
    { principal, provider }: { principal: Principal; provider: string },
    work: (signal: AbortSignal) => Promise<T>
  ): Promise<T> {
    const scope = new CancelScope(null)
    if (this.#closed) scope.cancel('shutdown')
    else scope.limit(this.#clock, limitMs)
    const done = (async () => {
      scope.signal.throwIfAborted()
      return work(scope.signal)
    })()
    this.#running.set(scope, { principal, done })
    try {
      return await done
    } catch (error) {
      const reason = cancelReasonOf(scope.signal)
      if (reason === null) throw error
      throw reason === 'timeout' ? late(provider) : gone()
    } finally {
      this.#running.delete(scope)
      scope.dispose()
    }
  }

  /** Ends what a window asked for; resolves once every socket of it is closed. */
  async cancel(principal: Principal): Promise<void> {
    await this.#end('window-closed', (each) => each === principal)
  }

  /** Ends all; none is made from then on. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#end('shutdown', () => true)
  }

  async #end(reason: CancelReason, isMeant: (principal: Principal) => boolean): Promise<void> {
    const meant = [...this.#running].filter(([, { principal }]) => isMeant(principal))
    for (const [scope] of meant) scope.cancel(reason)
    await Promise.allSettled(meant.map(([, { done }]) => done))
  }
}

const late = (provider: string): AppError => {
  const detail = `no answer within ${limitMs / 1000} s`
  return new AppError(errorCodes.providerNetwork, `${provider}: ${detail}`, {
    retryable: true,
    parameters: { provider, detail }
  })
}

const gone = (): AppError =>
  new AppError(errorCodes.shuttingDown, 'nobody waits for the answer any more')
