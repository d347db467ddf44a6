import { errorCodes, type ErrorShape } from '../../../preload/contract/errors'
import { cancelReasonOf, CancelScope } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import { errorShape } from '../../kernel/errors'
import { limitedCodes } from './limited-codes'
import type { RemoteProfile } from './remote-profile'
import { callModel } from './model-call'
import { brokenOff, providerError, ProviderError } from './provider-error'
import { assertKey } from './server-address'

/** One token would do, but some servers refuse a limit below 16. */
const mostTokens = 16
const prompt = { system: 'Answer with one word.', user: 'Are you there?' }
/** From here on a provider counts as slow, and then as dead; milliseconds to the whole answer. */
const slowMs = 5_000
const deadMs = 20_000

export interface ProviderTest {
  light: 'ready' | 'slow' | 'limited' | 'failing'
  /** Null where it answered. */
  error: ErrorShape | null
  tookMs: number
}

export interface ProviderTestOptions {
  key: string | null
  clock: Clock
  signal: AbortSignal
}

const failureOf = (error: unknown, { profile, key, clock, timedOut }: Failed): ProviderError =>
  timedOut
    ? new ProviderError(errorCodes.providerNetwork, {
        provider: profile.name,
        detail: `no answer within ${deadMs / 1000} s`,
        retryAfterMs: null
      })
    : providerError(error, { provider: profile.name, key, wallMs: clock.wallMs() })

/**
 * Asks a provider for the shortest answer, and says how it does. An empty answer is one: a model that
 * reasons may spend the few tokens on that.
 * @throws the signal's reason once that aborts, and nothing else
 */
export const testProvider = async (
  profile: RemoteProfile,
  { key, clock, signal }: ProviderTestOptions
): Promise<ProviderTest> => {
  const scope = new CancelScope(signal)
  const startedMs = clock.nowMs()
  const tookMs = (): number => Math.round(clock.nowMs() - startedMs)
  const nothing = (): void => undefined
  try {
    scope.limit(clock, deadMs)
    assertKey(profile, key)
    const asked = { ...profile, maximumOutputTokens: mostTokens }
    const call = { profile: asked, key, prompt, onText: nothing, onUsage: nothing }
    const finish = await callModel(call, scope)
    if (finish === null) throw brokenOff(profile.name)
    return { light: tookMs() < slowMs ? 'ready' : 'slow', error: null, tookMs: tookMs() }
  } catch (error) {
    signal.throwIfAborted()
    const timedOut = cancelReasonOf(scope.signal) === 'timeout'
    const failure = failureOf(error, { profile, key, clock, timedOut })
    const light = limitedCodes.has(failure.code) ? 'limited' : 'failing'
    return { light, error: errorShape(failure), tookMs: tookMs() }
  } finally {
    scope.dispose()
  }
}

interface Failed extends Omit<ProviderTestOptions, 'signal'> {
  profile: RemoteProfile
  timedOut: boolean
}
