import type { ProviderProfile } from '../../preload/contract/providers'
import {
  environmentKey,
  variableOf,
  vendorAt,
  type Environment
} from '../commands/providers/vendors'
import { UsageProblem } from './usage-problem'

export type { Environment }

export interface KeyPlaces {
  /** As named by the person; null = by the address. */
  variable: string | null
  environment: Environment
}

/**
 * The key of a provider, from the variable that was named, or from the one that bears the name of
 * whoever is at the address: a key never goes to another. A server of one's own needs none.
 * @throws {UsageProblem} `key-unset`, `key-missing`
 */
export const keyOf = (
  { kind, baseUrl }: Pick<ProviderProfile, 'kind' | 'baseUrl'>,
  { variable, environment }: KeyPlaces
): string | null => {
  if (variable !== null) {
    const key = variableOf(environment, variable)
    // What was given may be the key itself, so it is not repeated.
    if (key === null) throw new UsageProblem('key-unset')
    return key
  }
  const key = environmentKey({ kind, baseUrl }, environment)
  if (key !== null) return key
  const names = vendorAt({ kind, baseUrl })?.variables ?? []
  if (names.length === 0 && (kind === 'openai-compatible' || kind === 'llama')) return null
  const [first = '--api-key-env'] = names
  throw new UsageProblem('key-missing', { provider: kind, variable: first })
}
