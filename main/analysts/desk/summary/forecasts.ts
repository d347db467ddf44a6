import type { EventMap } from '../../../../preload/contract/events'
import { horizonSessions } from '../parameters'
import { addWeekdays } from '../../../evidence/facts/weekdays'
import type { FactBook } from '../fact-book'
import type { RoomCall, Vote } from '../scheme/room-call'
import { forecastEvent, forecastMedian } from '../scheme/voters'

export type FiledForecast = EventMap['forecast.filed']

/** Versions of how a p came about; a change of either is a new method with a record of its own. */
const voterMethod = 'desk/1: (share * windows + 10) / (windows + 20)'
const roomMethod = 'desk/1: logistic(mean log-odds of the voters)'
export const roomRole = 'room'

/**
 * The forecasts of a session, one a voter and one of the room: none without the median that their
 * event is about. Due 20 weekdays on, since a price file holds no exchange calendar.
 */
export const filedForecasts = (
  book: FactBook,
  votes: readonly Vote[],
  call: RoomCall
): FiledForecast[] => {
  const median = book.number(forecastMedian)
  const asOf = book.fact('price.close')?.asOf
  if (median === null || asOf === undefined) return []
  const due = book.text('plan.expiry') ?? addWeekdays(asOf, horizonSessions)
  const shared = { event: forecastEvent, median, asOf, due }
  const filed = votes.map(({ role, p }) => ({ role, p, ...shared, method: voterMethod }))
  return call.p === null
    ? filed
    : [...filed, { role: roomRole, p: call.p, ...shared, method: roomMethod }]
}
