import type {
  RoleState,
  SessionState,
  StageState
} from '../../../../../preload/contract/session-state'

const settled = new WeakMap<object, object>()

/** The same object for the same one, so that nothing that shows it is drawn again. */
const once = <T extends object>(part: T, change: (part: T) => T): T => {
  const known = settled.get(part) as T | undefined
  if (known !== undefined) return known
  const next = change(part)
  settled.set(part, next)
  return next
}

/**
 * The roles of a session as they are shown. What was running when the session broke off (the
 * program ended, or its events could be kept no more) has no end of its own: it was stopped.
 */
export const shownRoles = ({ roles, end }: SessionState): RoleState[] =>
  end === null
    ? roles
    : roles.map((role) =>
        role.status === 'running' ? once(role, (each) => ({ ...each, status: 'cancelled' })) : role
      )

/** The stages of a session as they are shown; see `shownRoles`. */
export const shownStages = ({ stages, end }: SessionState): StageState[] =>
  end === null
    ? stages
    : stages.map((stage) =>
        stage.status === 'running'
          ? once(stage, (each) => ({ ...each, status: 'cancelled' }))
          : stage
      )
