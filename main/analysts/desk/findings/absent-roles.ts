import type { RoleState, SessionState } from '../../../../preload/contract/session-state'
import { term, type DeskValue } from './finding'

export const deskRoles = [
  'scout',
  'intel',
  'quant',
  'historian',
  'bull',
  'bear',
  'risk',
  'strategist',
  'execution'
] as const
export type DeskRoleId = (typeof deskRoles)[number]

export type AbsenceKind = 'abstained' | 'timeout' | 'error' | 'cancelled' | 'unseated'

export interface AbsentRole {
  role: DeskRoleId
  kind: AbsenceKind
}

const kindOf = (role: RoleState | undefined): AbsenceKind | null => {
  if (role === undefined) return 'unseated'
  switch (role.status) {
    case 'abstained':
    case 'timeout':
    case 'error':
    case 'cancelled':
      return role.status
    case 'skipped':
      return 'unseated'
    case 'ok':
    case 'pending':
    case 'running':
      return null
  }
}

/** The desk's roles among `roles` that gave no answer to this room, and how each came to that. */
export const absentRoles = (
  state: SessionState,
  roles: readonly DeskRoleId[] = deskRoles
): AbsentRole[] =>
  roles.flatMap((id) => {
    const kind = kindOf(state.roles.find(({ role }) => role === id))
    return kind === null ? [] : [{ role: id, kind }]
  })

/** The words of an absence: who, and what it would have read. */
export const absenceValues = ({ role }: AbsentRole): Record<string, DeskValue> => ({
  role: term(`roles.${role}`),
  would: term(`wouldRead.${role}`)
})
