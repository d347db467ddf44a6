import type { EventMap } from '../../../../preload/contract/events'
import type { Fact } from '../../../../preload/contract/facts'
import { minimumVoters } from '../../../evidence/facts/room-forecast'
import { addWeekdays } from '../../../evidence/facts/weekdays'
import { FactBook } from '../fact-book'
import { horizonSessions } from '../parameters'
import { roomMethod, type Room } from '../scheme/room'
import { forecastEvent, forecastMedian, votersWithVote } from '../scheme/voters'

export type FiledForecast = EventMap['forecast.filed']

/** How a voter's p came about; a change of it is a new method with a record of its own. */
const voterMethod = 'desk/1: (share * windows + 10) / (windows + 20)'
export const roomRole = 'room'

/**
 * The methods that a room of these roles files with on these facts: its voters', and its own from
 * two voters on. A record of another method is not this room's.
 */
export const filedMethods = (facts: readonly Fact[], roles: readonly string[]): string[] => {
  const voters = votersWithVote(new FactBook(facts)).filter((role) => roles.includes(role))
  return voters.length < minimumVoters ? [voterMethod] : [voterMethod, roomMethod(voters)]
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

/** The desk's forecasts of a session, one a voter and one of the room. */
export const filedForecasts = (book: FactBook, { votes, call }: Room): FiledForecast[] => {
  const shared = forecastSubject(book)
  if (shared === null) return []
  const filed = votes.map(({ role, p }) => ({ role, p, ...shared, method: voterMethod }))
  if (call.p === null) return filed
  const method = roomMethod(votes.map(({ role }) => role))
  return [...filed, { role: roomRole, p: call.p, ...shared, method }]
}
