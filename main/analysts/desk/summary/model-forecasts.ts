import type { SessionState } from '../../../../preload/contract/session-state'
import { modelMethod } from '../../../evidence/record/model-method'
import type { FactBook } from '../fact-book'
import { forecastSubject, type FiledForecast } from './forecasts'

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
