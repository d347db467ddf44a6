import { LazyModelAnalyst } from './analysts/lazy-model-analyst'
import type { ModelChoice, ModelSetup } from './commands/model-choice'
import { systemClock } from './kernel/clock'
import { loadCharters } from './playbooks/charters'

/** Who answers for a role when a model is there: the model, unless the role was left to the desk. */
export const modelChoice = ({
  profile,
  key,
  roles,
  deskRoles,
  budget
}: ModelSetup): ModelChoice => {
  const charters = loadCharters()
  const analyst = new LazyModelAnalyst({ profile, key, charters, clock: systemClock })
  const isForModel = (role: string): boolean =>
    roles === null ? !deskRoles.includes(role) : roles.includes(role)
  return {
    analystsOf: (role) => (isForModel(role) ? [analyst] : []),
    named: [...(roles ?? []), ...deskRoles],
    budget
  }
}
