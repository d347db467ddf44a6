import type { EventMap } from '../../preload/contract/events'
import type { Fact } from '../../preload/contract/facts'
import type {
  CitedValue,
  ForecastOutcomeLine,
  LaterBars,
  Outcome,
  RangeOutcome
} from '../../preload/contract/outcome'
import { cutBars } from './as-of'
import type { Bars } from './bars'
import { horizonBars } from './facts/states'
import { levelOutcomes } from './outcome-levels'
import { readPrices } from './price-file'
import { priceSheet, type PriceSheet } from './price-sheet'
import { forecastView } from './record/forecast-view'
import { isModelMethod } from './record/model-method'
import { eventColumn, scoreForecast } from './record/score-forecast'
import { isCovered } from './record/scores'

/** What an outcome is asked of: the session's price file, and what it said up to `asOf`. */
export interface OutcomeInput {
  name: string
  bytes: Uint8Array
  /** The session's as-of date (ISO); null for the file's end. */
  asOf: string | null
  facts: readonly Fact[]
  /** As filed. */
  forecasts: readonly EventMap['forecast.filed'][]
}

/** A file's bars around the as-of date: `at` is its bar, the later ones are `from` to before `to`. */
interface LaterSpan {
  at: number
  from: number
  to: number
}

/** Two probabilities this near are one. */
const sameShare = 1e-12
const roomShare = /^forecast(\.room.*)?\.p$/

const cited = (facts: readonly Fact[], metric: string): CitedValue | null => {
  const fact = facts.find((each) => each.metric === metric)
  return fact === undefined || typeof fact.value !== 'number'
    ? null
    : { value: fact.value, fact: fact.id }
}

const nullable = (values: Float64Array, { from, to }: LaterSpan): (number | null)[] =>
  Array.from(values.subarray(from, to), (value) => (Number.isNaN(value) ? null : value))

const laterBars = (
  { dates, open, high, low, close, volume }: Bars,
  span: LaterSpan
): LaterBars => ({
  dates: dates.slice(span.from, span.to),
  open: nullable(open, span),
  high: nullable(high, span),
  low: nullable(low, span),
  close: Array.from(close.subarray(span.from, span.to)),
  volume: nullable(volume, span)
})

const spanOf = (dates: readonly string[], asOf: string): LaterSpan => {
  const next = dates.findIndex((date) => date > asOf)
  const from = next < 0 ? dates.length : next
  const to = Math.min(dates.length, from + horizonBars)
  return { at: dates.indexOf(asOf), from, to }
}

/** Over all bars of the span, in the basis of the session's event. */
const returnOver = (
  sheet: PriceSheet,
  { at, from, to }: LaterSpan,
  facts: readonly Fact[]
): number | null => {
  const column = eventColumn(sheet, forecastView(facts).basis ?? sheet.returnBasis)
  if (column === null || at < 0 || to === from) return null
  const change = (column[to - 1] ?? NaN) / (column[at] ?? NaN) - 1
  return Number.isFinite(change) ? change : null
}

const pairOf = (
  facts: readonly Fact[],
  [low, high]: readonly [string, string]
): { low: CitedValue; high: CitedValue } | null => {
  const [lower, upper] = [cited(facts, low), cited(facts, high)]
  return lower === null || upper === null ? null : { low: lower, high: upper }
}

/** `change` is the return of all 20 sessions; null while there are fewer. */
const rangesOf = (facts: readonly Fact[], change: number | null): RangeOutcome[] =>
  [
    { level: 0.8, low: 10, high: 90 },
    { level: 0.9, low: 5, high: 95 }
  ].flatMap(({ level, low, high }) => {
    const range = pairOf(facts, [`range.20d.return.${low}`, `range.20d.return.${high}`])
    if (range === null) return []
    const prices = pairOf(facts, [`range.20d.${low}`, `range.20d.${high}`])
    const ends = { low: range.low.value, high: range.high.value }
    const inside = change === null ? null : isCovered(ends, change)
    return [{ level, ...range, prices, inside }]
  })

const factOfShare = (
  facts: readonly Fact[],
  { role, p }: EventMap['forecast.filed']
): string | null => {
  const found = facts.find(
    ({ metric, value }) =>
      (metric === `vote.${role}.p` || (role === 'room' && roomShare.test(metric))) &&
      typeof value === 'number' &&
      Math.abs(value - p) < sameShare
  )
  return found?.id ?? null
}

const forecastLine = (
  filed: EventMap['forecast.filed'],
  facts: readonly Fact[],
  sheet: PriceSheet
): ForecastOutcomeLine => {
  const { role, p, method } = filed
  const scoring = scoreForecast({ ...filed, ...forecastView(facts) }, sheet)
  const { hit, brier } = scoring.kind === 'scored' ? scoring.outcome : { hit: null, brier: null }
  if (isModelMethod(method)) return { role, byModel: true, p, fact: null, hit, brier }
  return { role, p, fact: factOfShare(facts, filed), hit, brier }
}

/**
 * What came after a session's as-of date by the file that it read, against what the session said:
 * the return of the next 20 bars in the basis of its event, its ranges, its forecasts as the record
 * scores them, and the bars that reached the levels of its plan. Nothing is judged by fewer than 20.
 * @throws {AppError} `evidence.*`
 */
export const outcomeOf = ({
  name,
  bytes,
  asOf: asked,
  facts,
  forecasts
}: OutcomeInput): Outcome => {
  const file = readPrices(bytes, name)
  const { asOf } = cutBars(file, asked)
  const sheet = priceSheet(file, null)
  const span = spanOf(sheet.bars.dates, asOf)
  const known = span.to - span.from
  const change = returnOver(sheet, span, facts)
  return {
    asOf,
    sessions: horizonBars,
    known,
    later: laterBars(cutBars(file, null).bars, span),
    return: change,
    median: cited(facts, 'forecast.median.20d'),
    ranges: rangesOf(facts, known < horizonBars ? null : change),
    forecasts: forecasts.map((filed) => forecastLine(filed, facts, sheet)),
    levels: levelOutcomes(facts, sheet.bars, span)
  }
}
