import type { ModelSetup } from '../commands/model-choice'
import { UsageProblem } from './usage-problem'

const desk = 'desk'
const model = 'model'

const pair = /^([a-z][a-z0-9-]*)=(.+)$/

/**
 * Who answers for which role, from `role=desk` and `role=model` (or the model's own name). With a role
 * for the model it answers for those alone; else for all but the desk's.
 * @throws {UsageProblem} `bad-role-provider`, `role-twice`
 */
export const roleProviders = (
  values: readonly string[],
  name: string
): Pick<ModelSetup, 'roles' | 'deskRoles'> => {
  const chosen = new Map<string, string>()
  for (const value of values) {
    const [, role = '', who = ''] = pair.exec(value) ?? []
    if (![desk, model, name].includes(who)) throw new UsageProblem('bad-role-provider', { value })
    if (chosen.has(role)) throw new UsageProblem('role-twice', { role })
    chosen.set(role, who)
  }
  const of = (isDesk: boolean): string[] =>
    [...chosen].flatMap(([role, who]) => ((who === desk) === isDesk ? [role] : []))
  const roles = of(false)
  return { roles: roles.length === 0 ? null : roles, deskRoles: of(true) }
}
