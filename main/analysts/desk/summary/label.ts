import type { SessionState } from '../../../../preload/contract/session-state'
import type { DeskWriter } from '../words/desk-writer'

/** A role's name in this session, or the catalogue's where it has none. */
export const labelOf = (state: SessionState, role: string, writer: DeskWriter): string => {
  const label = state.roles.find((each) => each.role === role)?.label
  return label === undefined || label === '' ? writer.term(`roles.${role}`) : label
}
