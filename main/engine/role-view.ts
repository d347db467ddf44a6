import { plannedRole } from '../../preload/contract/session-initial'
import type { SessionState } from '../../preload/contract/session-state'

/**
 * What a role of `stage` may know of a session: of other roles only those of earlier stages, whenever
 * it is asked. So an attempt that begins late, or is made again, knows what the first one knew.
 */
export const viewFrom = (stage: string, state: SessionState): SessionState => {
  const place = state.stages.findIndex(({ id }) => id === stage)
  const earlier = new Set(state.stages.slice(0, Math.max(0, place)).map(({ id }) => id))
  const roles = state.roles.map((role) =>
    earlier.has(role.stage) ? role : plannedRole(role.stage, role.role, role.label)
  )
  return { ...state, roles }
}
