import { errorCodes } from '../../preload/contract/errors'
import { Turns } from '../engine/turns'
import { CancelScope, sleep } from '../kernel/abort'
import type { Clock } from '../kernel/clock'
import { AppError } from '../kernel/errors'
import { Upstream } from '../kernel/upstream'
import { badResponse, isPricesError, rateLimited, type Asked } from './prices-error'
import { sourceFetch, type SourceFetch } from './source-fetch'

/** Of one request with all that belongs to it. */
export const sourceLimitMs = 10_000
const retryDelayMs = 500
/** Between the starts of two requests to one source. */
export const sourceSpacingMs = 250

export interface SourceCallsOptions {
  clock: Clock
  maximumBytes: number
  /** Tests send requests elsewhere. */
  reroute?: (address: URL) => URL
  limitMs?: number
  spacingMs?: number
}

/** What one request works with; the signal aborts at its limit too. */
export interface SourceWork {
  fetch: SourceFetch
  signal: AbortSignal
}

/**
 * The requests to one source: one at a time, a while apart, each within a limit, tried once more when
 * the network failed. A source that asked to wait is not asked before.
 */
export class SourceCalls {
  readonly #options: SourceCallsOptions
  readonly #turns = new Turns(1)
  #nextMs = -Infinity
  #closedUntilMs = -Infinity

  constructor(options: SourceCallsOptions) {
    this.#options = options
  }

  /** Rejects with `prices.*`, or the signal's reason; every socket is closed by then. */
  run<T>(
    asked: Asked,
    work: (work: SourceWork) => Promise<T>,
    { signal }: { signal: AbortSignal }
  ): Promise<T> {
    const inTurn = async (): Promise<T> => {
      try {
        return await this.#attempt(asked, work, signal)
      } catch (error) {
        if (signal.aborted || !isPricesError(error, errorCodes.pricesNetwork)) throw error
        await sleep(this.#options.clock, retryDelayMs, { signal })
        return this.#attempt(asked, work, signal)
      }
    }
    return this.#turns.run(inTurn, { signal })
  }

  async #attempt<T>(
    asked: Asked,
    work: (work: SourceWork) => Promise<T>,
    parent: AbortSignal
  ): Promise<T> {
    const { clock, maximumBytes, reroute, limitMs = sourceLimitMs } = this.#options
    await this.#space(asked, parent)
    const scope = new CancelScope(parent)
    const upstream = new Upstream()
    scope.limit(clock, limitMs)
    const { signal } = scope
    const fetch = sourceFetch({
      upstream,
      asked,
      signal,
      clock,
      maximumBytes,
      ...(reroute && { reroute })
    })
    try {
      return await work({ fetch, signal })
    } catch (error) {
      if (parent.aborted) throw parent.reason as Error
      throw this.#remember(error instanceof AppError ? error : badResponse(asked, error))
    } finally {
      scope.cancel('superseded')
      scope.dispose()
      await upstream.closed()
    }
  }

  async #space(asked: Asked, signal: AbortSignal): Promise<void> {
    const { clock, spacingMs = sourceSpacingMs } = this.#options
    const closedMs = this.#closedUntilMs - clock.nowMs()
    if (closedMs > 0) throw rateLimited(asked, Math.ceil(closedMs / 1000))
    const waitMs = this.#nextMs - clock.nowMs()
    if (waitMs > 0) await sleep(clock, waitMs, { signal })
    this.#nextMs = clock.nowMs() + spacingMs
  }

  #remember(error: AppError): AppError {
    const { seconds } = error.parameters
    if (error.code === errorCodes.pricesRateLimited && typeof seconds === 'number') {
      this.#closedUntilMs = this.#options.clock.nowMs() + seconds * 1000
    }
    return error
  }
}
