import { sleep } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import { ProviderError } from './provider-error'

/** Milliseconds before the second and the third try, where the provider does not say. */
const waitsMs = [500, 2_000]

export interface RetryOptions {
  clock: Clock
  /** Whether nothing of the answer has been shown, so that it may begin again. */
  mayRetry: () => boolean
  /** What is left until the role's limit. */
  remainingMs: () => number
  signal: AbortSignal
}

/**
 * Calls again after a failure that another try may mend, up to three times in all, and never once text
 * was shown. A provider's `Retry-After` is honoured, or the failure told at once when it would outlast
 * the role's limit. Waiting ends with the signal, in its own tick.
 */
export const withRetries = async <T>(
  call: () => Promise<T>,
  { clock, mayRetry, remainingMs, signal }: RetryOptions
): Promise<T> => {
  for (const waitMs of [...waitsMs, null]) {
    try {
      return await call()
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof ProviderError) || !error.retryable || waitMs === null) throw error
      const delayMs = error.retryAfterMs ?? waitMs
      if (!mayRetry() || delayMs >= remainingMs()) throw error
      await sleep(clock, delayMs, { signal })
    }
  }
  throw new Error('unreachable: the last try returns or throws')
}
