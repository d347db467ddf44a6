import { deskAnalyst, type ProviderProfile } from '../../preload/contract/providers'
import type { ModelSetup } from '../commands/model-choice'
import { assertPriced, type ProviderArguments } from './provider-arguments'
import { keyOf, type Environment } from './provider-key'
import { roleAnalysts } from './role-providers'
import { UsageProblem } from './usage-problem'

const keyOption = '--api-key-env'

export interface ModelSources {
  environment: Environment
  /** A profile of the data folder by its id. */
  stored: (id: string) => ProviderProfile | null
}

const storedProfiles = (
  { profile, named, budget }: ProviderArguments,
  { stored }: ModelSources
): ProviderProfile[] => {
  const own = [deskAnalyst, profile?.id]
  const ids = [...new Set(Object.values(named))].filter((id) => !own.includes(id))
  return ids.map((id) => {
    const found = stored(id)
    if (found === null) throw new UsageProblem('unknown-provider', { name: id })
    assertPriced(budget, found)
    return found
  })
}

/**
 * The models of a run with their keys, for the engine.
 * @throws {UsageProblem} `key-missing`, `key-unnamed`, `key-unset`, `unknown-provider`,
 * `budget-without-prices`
 */
export const modelSetup = (given: ProviderArguments, sources: ModelSources): ModelSetup => {
  const { profile, keyVariable, keyVariables, named, others, budget } = given
  const { environment } = sources
  const keys = new Map<string, string | null>()
  if (profile !== null) {
    const option = `${keyOption} VAR`
    const variable = keyVariable ?? keyVariables[profile.id] ?? null
    keys.set(profile.id, keyOf(profile, { variable, environment, option }))
  }
  const further = storedProfiles(given, sources)
  for (const each of further) {
    const option = `${keyOption} ${each.id}=VAR`
    const variable = keyVariables[each.id] ?? null
    keys.set(each.id, keyOf(each, { variable, environment, option }))
  }
  return {
    profiles: [...(profile === null ? [] : [profile]), ...further],
    roles: roleAnalysts(named),
    others: others && profile !== null ? profile.id : null,
    budget,
    key: ({ id }) => keys.get(id) ?? null
  }
}
