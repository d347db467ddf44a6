import { deskAnalyst, type RoleAnalysts } from '../../preload/contract/providers'
import { UsageProblem } from './usage-problem'

const model = 'model'

const pair = /^([a-z][a-z0-9-]*)=(.+)$/
const namePattern = /^[a-z0-9][a-z0-9._-]{0,39}$/i

/** Who was named for which role: `desk`, or the id of a profile. */
export type NamedRoles = Readonly<Record<string, string>>

export interface RoleProviders {
  named: NamedRoles
  /** Whether the run's own model answers for the roles that were not named. */
  others: boolean
}

/**
 * Who answers for which role, from `role=desk`, `role=model` (or the model's own name) and the names of
 * stored profiles. With a role for the model it answers for those alone; else for all that are not named.
 * @throws {UsageProblem} `bad-role-provider`, `role-twice`
 */
export const roleProviders = (
  values: readonly string[],
  { own, stored }: { own: string | null; stored: boolean }
): RoleProviders => {
  const named = new Map<string, string>()
  for (const value of values) {
    const [, role = '', who = ''] = pair.exec(value) ?? []
    const isOwn = own !== null && [model, own].includes(who)
    const known = isOwn || who === deskAnalyst || (stored && who !== model && namePattern.test(who))
    if (!known) throw new UsageProblem('bad-role-provider', { value })
    if (named.has(role)) throw new UsageProblem('role-twice', { role })
    named.set(role, isOwn ? own : who)
  }
  const others = own !== null && ![...named.values()].includes(own)
  return { named: Object.fromEntries(named), others }
}

/** In the way of the engine: the desk answers where a model fails. */
export const roleAnalysts = (named: NamedRoles): RoleAnalysts =>
  Object.fromEntries(
    Object.entries(named).map(([role, who]) => [
      role,
      who === deskAnalyst ? [deskAnalyst] : [who, deskAnalyst]
    ])
  )
