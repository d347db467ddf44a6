import type { ProviderProfile, RoleAnalysts } from '../../preload/contract/providers'
import type { BudgetLimits } from '../../preload/contract/settings'
import type { Analyst } from '../engine/ports'

/** Models that a run brings with it, in the place of those that are set up. */
export interface ModelSetup {
  profiles: readonly ProviderProfile[]
  /** Who is asked for the roles that were named. */
  roles: RoleAnalysts
  /** The profile that is asked for every other role; null: they are the desk's. */
  others: string | null
  /** Asked for each call and kept nowhere; null without one. */
  key: (profile: ProviderProfile) => string | null
  budget: BudgetLimits
}

/** Who answers for the roles of a session. */
export interface ModelChoice {
  /**
   * Who is asked for a role, the first choice first; `own` is the role's built-in analyst. Empty where
   * nothing was said: it is that one's then.
   */
  analystsOf(role: string, own: Analyst): readonly Analyst[]
  /** Roles that are named in it: each has to be one of the playbook's. */
  named: readonly string[]
  /** For all roles of a session together; null = as in the settings. */
  budget: BudgetLimits | null
}
