import type { DeskComparison } from '../../preload/contract/comparison'
import { errorCodes } from '../../preload/contract/errors'
import type { AnyEnvelope, Envelope } from '../../preload/contract/events'
import { reduceEvents } from '../../preload/contract/session-reducer'
import type { DeskAnalyst } from '../analysts/desk/desk-analyst'
import { viewFrom } from '../engine/role-view'
import { AppError } from '../kernel/errors'

/** A comparison takes no time worth calling off. */
const uncancelled = new AbortController().signal

const nothingToCompare = (role: string): AppError =>
  new AppError(errorCodes.roleNothingToCompare, `${role} was answered by the desk itself.`, {
    parameters: { role }
  })

/** The last attempt's start; null for a role that has not begun. */
const lastStart = (events: readonly AnyEnvelope[], role: string): Envelope<'role.started'> | null =>
  events.findLast(
    (event): event is Envelope<'role.started'> & AnyEnvelope =>
      event.type === 'role.started' && event.data.role === role
  ) ?? null

/**
 * What the desk says for a role that a model answers, from what the role knew when it began. It is made
 * of a session's events alone, oldest first, and leaves no trace in the session.
 * @throws {AppError} `role.nothing-to-compare` for a role of the desk, or one that has not begun
 */
export const deskComparison = async (
  desk: Pick<DeskAnalyst, 'answer'>,
  events: readonly AnyEnvelope[],
  role: string
): Promise<DeskComparison> => {
  const start = lastStart(events, role)
  if (start?.data.analyst !== 'model') throw nothingToCompare(start?.data.label ?? role)
  const before = events.slice(0, events.indexOf(start as AnyEnvelope))
  const state = viewFrom(start.data.stage, reduceEvents(start.session, before))
  const chunks: string[] = []
  const answer = await desk.answer(
    {
      ...{ role, language: state.language, state, facts: state.facts },
      write: (text) => void chunks.push(text)
    },
    { signal: uncancelled }
  )
  const text = chunks.join('')
  if (answer.status === 'abstained') {
    const { status, reason } = answer
    return { role, status, text, stance: null, p: null, claims: [], reason }
  }
  const { status, stance, p, claims } = answer
  return { role, status, text, stance, p, claims, reason: null }
}
