import type { EventMap } from '../../../../preload/contract/events'
import type { Fact } from '../../../../preload/contract/facts'
import type { SessionState } from '../../../../preload/contract/session-state'
import { minimumVoters } from '../../../evidence/facts/room-forecast'
import { intelVoter } from '../../../evidence/facts/votes'
import { addWeekdays } from '../../../evidence/facts/weekdays'
import { intelMethod, type IntelState } from '../../../evidence/record/intel-state'
import { FactBook } from '../fact-book'
import { horizonSessions } from '../parameters'
import { notesState } from '../scheme/intel-state'
import { roomMethod, type Room } from '../scheme/room'
import { forecastEvent, forecastMedian, isReadByDesk, votersWithVote } from '../scheme/voters'

export type FiledForecast = EventMap['forecast.filed']

/** How a voter's p came about; a change of it is a new method with a record of its own. */
const voterMethod = 'desk/1: (share * windows + 10) / (windows + 20)'
export const roomRole = 'room'

/** Until it has a vote Intel files its state at even odds: a record to earn. */
const evenOdds = 0.5

/** The state that the desk read as this session's Intel Officer; null when it gave no answer or counted too few. */
const intelRead = (book: FactBook, { roles }: SessionState): IntelState | null => {
  const seat = roles.find(({ role }) => role === intelVoter)
  return seat !== undefined && isReadByDesk(seat) ? notesState(book) : null
}

/** How a voter files: Intel's state stays in its method, so that its record goes on. */
const methodOf = (book: FactBook, role: string): string => {
  const state = role === intelVoter ? notesState(book) : null
  return state === null ? voterMethod : intelMethod('vote', state)
}

/**
 * The methods that a room of these roles files with on these facts: its voters', and its own from
 * two voters on. A record of another method is not this room's.
 */
export const filedMethods = (facts: readonly Fact[], roles: readonly string[]): string[] => {
  const book = new FactBook(facts)
  const voters = votersWithVote(book).filter((role) => roles.includes(role))
  const methods = [...new Set([voterMethod, ...voters.map((role) => methodOf(book, role))])]
  return voters.length < minimumVoters ? methods : [...methods, roomMethod(voters)]
}

/** What a session's forecasts have in common. */
export type ForecastSubject = Pick<FiledForecast, 'event' | 'median' | 'asOf' | 'due'>

/**
 * What the forecasts of these facts are about; null without the median that their event names. Due 20
 * weekdays on, since a price file holds no exchange calendar.
 */
export const forecastSubject = (book: FactBook): ForecastSubject | null => {
  const median = book.number(forecastMedian)
  const asOf = book.fact('price.close')?.asOf
  if (median === null || asOf === undefined) return null
  const due = book.text('plan.expiry') ?? addWeekdays(asOf, horizonSessions)
  return { event: forecastEvent, median, asOf, due }
}

/**
 * The desk's forecasts of a session, one a voter and one of the room, and Intel's state at even odds while
 * it has no vote.
 */
export const filedForecasts = (
  book: FactBook,
  { votes, call }: Room,
  session: SessionState
): FiledForecast[] => {
  const shared = forecastSubject(book)
  if (shared === null) return []
  const filed = votes.map(({ role, p }) => ({ role, p, ...shared, method: methodOf(book, role) }))
  const voted = votes.some(({ role }) => role === intelVoter)
  const state = voted ? null : intelRead(book, session)
  if (state !== null) {
    filed.push({ role: intelVoter, p: evenOdds, ...shared, method: intelMethod('even', state) })
  }
  if (call.p === null) return filed
  const method = roomMethod(votes.map(({ role }) => role))
  return [...filed, { role: roomRole, p: call.p, ...shared, method }]
}
