import type { FactBook } from '../fact-book'
import type { ForecastRecord } from './stance'

/** Facts that the ledger of scored forecasts hands to a run. */
export const recordMetrics = {
  n: 'record.n',
  brier: 'record.brier',
  se: 'record.brier.se',
  method: 'record.method'
} as const

/**
 * The record of the room's forecasts on this subject; null while none has been scored, and for a
 * record of another way to forecast: what it earned is not this room's.
 */
export const recordOf = (book: FactBook, method: string): ForecastRecord | null => {
  const filed = book.text(recordMetrics.method)
  if (filed !== null && filed !== method) return null
  const n = book.number(recordMetrics.n)
  const brier = book.number(recordMetrics.brier)
  const se = book.number(recordMetrics.se)
  if (n === null || n === 0 || brier === null) return null
  // A single forecast has no spread, and so no error that it could be clear of.
  return { n, brier, se: se ?? Infinity }
}
