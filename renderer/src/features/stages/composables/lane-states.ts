import type { RoleRunStatus, RoleState } from '../../../../../preload/contract/session-state'

/** What each role is at, by its lane's id. */
export type LaneStates = Readonly<Record<string, RoleRunStatus>>

/** The same object while no role's state has changed, however often their texts grow. */
export const laneStates = (roles: readonly RoleState[], before: LaneStates = {}): LaneStates => {
  const unchanged =
    roles.length === Object.keys(before).length &&
    roles.every((role) => before[role.role] === role.status)
  return unchanged ? before : Object.fromEntries(roles.map((role) => [role.role, role.status]))
}
