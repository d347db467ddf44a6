import type { ProviderProfile } from '../../../preload/contract/providers'
import type { Clock } from '../../kernel/clock'
import type { LocalRuntime } from './local/local-runtime'
import { byKind } from './remote-profile'
import type { ProviderTest } from './test-provider'

export interface ProviderCallOptions {
  key: string | null
  clock: Clock
  signal: AbortSignal
  /** Answers where the profile is a local file. */
  local?: LocalRuntime | null
}

/**
 * Asks a provider of any kind for the shortest answer. What speaks to it is loaded now.
 * @throws the signal's reason once that aborts, and nothing else
 */
export const testAnyProvider = async (
  profile: ProviderProfile,
  options: ProviderCallOptions
): Promise<ProviderTest> => {
  const asked = byKind(profile)
  if (asked.kind === 'llama') {
    const { testLocal } = await import('./local/test-local')
    return testLocal(asked, { local: null, ...options })
  }
  const { testProvider } = await import('./test-provider')
  return testProvider(asked, options)
}

/** The models that a provider of any kind offers. Rejects with `provider.*`. */
export const listAnyModels = async (
  profile: ProviderProfile,
  options: ProviderCallOptions
): Promise<string[]> => {
  const asked = byKind(profile)
  if (asked.kind === 'llama') {
    const { listLocal } = await import('./local/test-local')
    return listLocal(asked, options.local ?? null)
  }
  const { listModels } = await import('./list-models')
  return listModels(asked, options)
}
