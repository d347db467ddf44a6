import type { ForecastRecord } from '../../../preload/contract/forecasts'
import { mean, sampleDeviation } from '../statistics/moments'
import { countedOnce, groupsOf, recordKey, separateForecasts } from './counted-forecasts'
import { isScored, type KeptForecast, type ScoredForecast } from './kept-forecast'
import { intervalScore, isCovered } from './scores'

export interface RecordOptions {
  /** Null: every subject together. */
  subject: string | null
  /** ISO: the record as it stood then; null: as it stands. Nothing after that date is looked at. */
  until: string | null
}

/** Takes back what was not known on a date; when it was scored still tells which filing counts. */
const asKnown = (forecasts: readonly KeptForecast[], until: string | null): KeptForecast[] =>
  until === null
    ? [...forecasts]
    : forecasts
        .filter(({ asOf }) => asOf <= until)
        .map((forecast) =>
          isScored(forecast) && forecast.outcome.date > until
            ? { ...forecast, outcome: null }
            : forecast
        )

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

const errorOf = (scores: readonly number[]): number | null =>
  orNull(sampleDeviation(scores) / Math.sqrt(scores.length))

type Figures = Pick<
  ForecastRecord,
  'brier' | 'brierError' | 'ranges' | 'coverage' | 'interval' | 'intervalError'
>

/** The scores of forecasts that do not overlap. Standard errors are deviation / √n. */
const figuresOf = (forecasts: readonly ScoredForecast[]): Figures => {
  const briers = forecasts.map(({ outcome }) => outcome.brier)
  const ranged = forecasts.flatMap(({ range, outcome }) =>
    range === null ? [] : [{ range, value: outcome.return }]
  )
  const covered = ranged.filter(({ range, value }) => isCovered(range, value))
  const intervals = ranged.map(({ range, value }) => intervalScore(range, value))
  return {
    brier: orNull(mean(briers)),
    brierError: errorOf(briers),
    ranges: ranged.length,
    coverage: orNull(covered.length / ranged.length),
    interval: orNull(mean(intervals)),
    intervalError: errorOf(intervals)
  }
}

const latest = (dates: readonly string[]): string | null =>
  dates.reduce<string | null>((last, date) => (last !== null && last > date ? last : date), null)

const recordOf = (forecasts: readonly KeptForecast[], subject: string | null): ForecastRecord[] => {
  const [first] = forecasts
  if (first === undefined) return []
  const { role, method, provider, model } = first
  const scored = forecasts.filter(isScored)
  const separate = groupsOf(scored, (each) => each.subject).flatMap(separateForecasts)
  const waiting = forecasts.filter((forecast) => !isScored(forecast))
  const restated = waiting.filter(({ restatedAt }) => restatedAt !== null).length
  return [
    {
      ...{ subject, role, method, provider, model },
      scored: scored.length,
      count: separate.length,
      from: separate.map(({ asOf }) => asOf).sort()[0] ?? null,
      to: latest(separate.map(({ outcome }) => outcome.date)),
      ...figuresOf(separate),
      open: waiting.length - restated,
      restated
    }
  ]
}

/**
 * The records that these forecasts make, one for each role and method, the one filed with last
 * first. Forecasts of other subjects than the one asked for are left out.
 */
export const forecastRecords = (
  forecasts: readonly KeptForecast[],
  { subject, until }: RecordOptions
): ForecastRecord[] => {
  const wanted = forecasts.filter((each) => subject === null || each.subject === subject)
  const groups = groupsOf(countedOnce(asKnown(wanted, until)), recordKey)
  const filedLast = (group: readonly KeptForecast[]): number =>
    group.reduce((last, { filedAt }) => Math.max(last, filedAt), -Infinity)
  return groups
    .sort((one, other) => filedLast(other) - filedLast(one))
    .flatMap((group) => recordOf(group, subject))
}
