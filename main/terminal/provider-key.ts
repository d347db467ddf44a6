import type { ProviderProfile } from '../../preload/contract/providers'
import {
  environmentKey,
  needsKey,
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
  /** How a person names another variable for it. */
  option: string
}

/**
 * The key of a provider, from the variable that was named, or from the one that bears the name of
 * whoever is at the address: a key never goes to another. A server of one's own needs none.
 * @throws {UsageProblem} `key-unset`, `key-missing`, `key-unnamed`
 */
export const keyOf = (
  profile: Pick<ProviderProfile, 'id' | 'kind' | 'baseUrl'>,
  { variable, environment, option }: KeyPlaces
): string | null => {
  if (variable !== null) {
    const key = variableOf(environment, variable)
    // What was given may be the key itself, so it is not repeated.
    if (key === null) throw new UsageProblem('key-unset')
    return key
  }
  const key = environmentKey(profile, environment)
  if (key !== null) return key
  const provider = profile.id
  const [first] = vendorAt(profile)?.variables ?? []
  if (first !== undefined)
    throw new UsageProblem('key-missing', { provider, variable: first, option })
  const mayDoWithout = profile.kind === 'openai-compatible' || profile.kind === 'llama'
  if (mayDoWithout && !needsKey(profile)) return null
  throw new UsageProblem('key-unnamed', { provider, option })
}
