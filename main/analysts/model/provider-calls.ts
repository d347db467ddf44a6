import type { ProviderProfile } from '../../../preload/contract/providers'
import type { Clock } from '../../kernel/clock'
import { errorShape } from '../../kernel/errors'
import { localMissing } from './local/local-errors'
import { isRemote } from './remote-profile'
import type { ProviderTest } from './test-provider'

export interface ProviderCallOptions {
  key: string | null
  clock: Clock
  signal: AbortSignal
}

/**
 * Asks a provider of any kind for the shortest answer. What speaks to it is loaded now.
 * @throws the signal's reason once that aborts, and nothing else
 */
export const testAnyProvider = async (
  profile: ProviderProfile,
  options: ProviderCallOptions
): Promise<ProviderTest> => {
  if (!isRemote(profile)) {
    return { light: 'failing', error: errorShape(localMissing()), tookMs: 0 }
  }
  const { testProvider } = await import('./test-provider')
  return testProvider(profile, options)
}

/** The models that a provider of any kind offers. Rejects with `provider.*`. */
export const listAnyModels = async (
  profile: ProviderProfile,
  options: ProviderCallOptions
): Promise<string[]> => {
  if (!isRemote(profile)) throw localMissing()
  const { listModels } = await import('./list-models')
  return listModels(profile, options)
}
