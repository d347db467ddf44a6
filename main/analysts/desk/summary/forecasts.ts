import type { EventMap } from '../../../../preload/contract/events'
import type { Fact } from '../../../../preload/contract/facts'
import type { SessionState } from '../../../../preload/contract/session-state'
import { minimumVoters } from '../../../evidence/facts/room-forecast'
import { addWeekdays } from '../../../evidence/facts/weekdays'
import { FactBook } from '../fact-book'
import { horizonSessions } from '../parameters'
import { intelStateOf, type IntelState } from '../scheme/intel-state'
import { roomMethod, type Room } from '../scheme/room'
import { forecastEvent, forecastMedian, votersWithVote } from '../scheme/voters'

export type FiledForecast = EventMap['forecast.filed']

/** How a voter's p came about; a change of it is a new method with a record of its own. */
const voterMethod = 'desk/1: (share * windows + 10) / (windows + 20)'
export const roomRole = 'room'

/** Intel files its state at even odds: a record to earn, and no vote. */
const intelRole = 'intel'
const evenOdds = 0.5
const intelMethod = (state: IntelState): string => `desk/1: even odds, notes ${state}`

/** The state that this session's Intel Officer read; null when it gave no answer or counted too few. */
const intelRead = (book: FactBook, { roles }: SessionState): IntelState | null => {
  const seat = roles.find(({ role }) => role === intelRole)
  return seat?.status === 'ok' && seat.analyst !== 'model' ? intelStateOf(book) : null
}

/**
 * The methods that a room of these roles files with on these facts: its voters', and its own from
 * two voters on. A record of another method is not this room's.
 */
export const filedMethods = (facts: readonly Fact[], roles: readonly string[]): string[] => {
  const voters = votersWithVote(new FactBook(facts)).filter((role) => roles.includes(role))
  return voters.length < minimumVoters ? [voterMethod] : [voterMethod, roomMethod(voters)]
}

/**
 * The forecasts of a session, one a voter and one of the room, and Intel's state at even odds: none
 * without the median that their event is about. Due 20 weekdays on, since a price file holds no
 * exchange calendar.
 */
export const filedForecasts = (
  book: FactBook,
  { votes, call }: Room,
  session: SessionState
): FiledForecast[] => {
  const median = book.number(forecastMedian)
  const asOf = book.fact('price.close')?.asOf
  if (median === null || asOf === undefined) return []
  const due = book.text('plan.expiry') ?? addWeekdays(asOf, horizonSessions)
  const shared = { event: forecastEvent, median, asOf, due }
  const filed = votes.map(({ role, p }) => ({ role, p, ...shared, method: voterMethod }))
  const state = intelRead(book, session)
  if (state !== null) {
    filed.push({ role: intelRole, p: evenOdds, ...shared, method: intelMethod(state) })
  }
  if (call.p === null) return filed
  const method = roomMethod(votes.map(({ role }) => role))
  return [...filed, { role: roomRole, p: call.p, ...shared, method }]
}
