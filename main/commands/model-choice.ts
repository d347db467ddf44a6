import type { BudgetLimits } from '../engine/budget'
import type { Analyst } from '../engine/ports'
import type { ProviderProfile } from '../../preload/contract/providers'

/** A provider that is reached over the network. */
export type RemoteProvider = ProviderProfile & { kind: Exclude<ProviderProfile['kind'], 'llama'> }

/** A model that shall answer for roles. */
export interface ModelSetup {
  profile: RemoteProvider
  /** Asked for each call and kept nowhere; null without one. */
  key: () => string | null
  /** Roles that it answers for; null for all but `deskRoles`. */
  roles: readonly string[] | null
  /** Roles that stay the desk's. */
  deskRoles: readonly string[]
  budget: BudgetLimits
}

/** Who answers for the roles of a session besides the desk. */
export interface ModelChoice {
  /** Asked before the desk, the first choice first; empty for a role of the desk. */
  analystsOf(role: string): readonly Analyst[]
  /** Roles that are named in it: each has to be one of the playbook's. */
  named: readonly string[]
  /** For all roles of a session together. */
  budget: BudgetLimits
}
