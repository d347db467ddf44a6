import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import { forecastSubject, type FiledForecast } from './forecasts'

/** How a model's p came about; its record is besides one of its provider and model. */
export const modelMethod = 'model/1: p as stated in the answer'

/**
 * The forecasts of roles that a model answered and gave a p for: on record under its name, never a part
 * of the room's. One that may have read of what followed is no forecast.
 */
export const modelForecasts = (book: FactBook, { roles }: SessionState): FiledForecast[] => {
  const subject = forecastSubject(book)
  if (subject === null) return []
  return roles.flatMap(({ role, analyst, status, p, mayKnow }) =>
    analyst !== 'model' || status !== 'ok' || p === null || mayKnow === true
      ? []
      : [{ role, p, ...subject, method: modelMethod }]
  )
}
