import { horizonBars } from '../facts/states'
import type { PriceSheet } from '../price-sheet'
import { beatsMedianEvent, type ForecastOutcome, type KeptForecast } from './kept-forecast'
import { brierScore } from './scores'

/** Two closes this near, as a ratio, are the same price. */
const sameClose = 1e-9

/** As much of a forecast as scoring reads. */
export type ScorableForecast = Pick<
  KeptForecast,
  'asOf' | 'close' | 'event' | 'median' | 'p' | 'basis'
>

/** The bars that a forecast is scored with: up to the as-of date of the run that has them. */
export type ScoringSheet = Pick<PriceSheet, 'bars' | 'total' | 'priceBasis' | 'returnBasis'>

/**
 * - `scored`: 20 bars have followed
 * - `open`: they have not, or these bars cannot tell
 * - `restated`: the bar that the forecast was made on is another now, or gone
 */
export type Scoring =
  { kind: 'scored'; outcome: ForecastOutcome } | { kind: 'open' } | { kind: 'restated' }

const open: Scoring = { kind: 'open' }
const restated: Scoring = { kind: 'restated' }

/** The column of the event's own basis; null where these bars do not have it. */
export const eventColumn = (
  sheet: ScoringSheet,
  basis: KeptForecast['basis']
): Float64Array | null => {
  if (basis === sheet.returnBasis) return sheet.total
  return basis === sheet.priceBasis ? sheet.bars.close : null
}

/**
 * How a forecast came out by these bars: close[i+20] / close[i] − 1 in the basis of its vote against
 * the median it was filed with. Nothing after the last bar is known here, so a forecast is open until
 * a run has all 20.
 */
export const scoreForecast = (forecast: ScorableForecast, sheet: ScoringSheet): Scoring => {
  const { asOf, close, event, median, p } = forecast
  const { dates, close: closes } = sheet.bars
  if (event !== beatsMedianEvent || close === null) return open
  if (asOf < (dates[0] ?? '') || asOf > (dates.at(-1) ?? '')) return open
  const at = dates.indexOf(asOf)
  const now = closes[at] ?? NaN
  if (at < 0 || !(Math.abs(now / close - 1) <= sameClose)) return restated
  const column = eventColumn(sheet, forecast.basis)
  const date = dates[at + horizonBars]
  if (column === null || date === undefined) return open
  const change = (column[at + horizonBars] ?? NaN) / (column[at] ?? NaN) - 1
  if (!Number.isFinite(change)) return open
  const hit = change > median
  return { kind: 'scored', outcome: { return: change, hit, date, brier: brierScore(p, hit) } }
}
