import type { Concession } from '../../../../preload/contract/events'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import { deskRoleFindings } from '../roles'
import type { DeskWriter } from '../words/desk-writer'
import { labelOf } from './label'
import { say } from './say'

/**
 * What Bull and Bear concede to each other: of those that answered, in the desk's own words. A
 * model's concession stands in its text alone.
 */
export const concessionsOf = (
  book: FactBook,
  state: SessionState,
  writer: DeskWriter
): Concession[] =>
  (['bull', 'bear'] as const).flatMap((role) => {
    const seat = state.roles.find((each) => each.role === role)
    if (seat?.status !== 'ok' || seat.analyst === 'model') return []
    const { findings } = deskRoleFindings[role]({ role, book, state })
    const conceded = findings.filter(({ lead }) => lead === 'concession')
    if (conceded.length === 0) return []
    return [{ role, label: labelOf(state, role, writer), text: say(conceded, writer) }]
  })
