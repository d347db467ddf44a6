import type { ForecastOutcome, KeptForecast } from '../../main/evidence/record/kept-forecast'
import { brierScore } from '../../main/evidence/record/scores'
import { addWeekdays } from '../../main/evidence/facts/weekdays'

/** A forecast on record with what a test does not care about filled in. */
export const keptForecast = (changes: Partial<KeptForecast> = {}): KeptForecast => ({
  subject: 'S&P 500',
  asOf: '2008-09-12',
  session: 'a',
  seq: 9,
  role: 'room',
  provider: null,
  model: null,
  method: 'desk/1',
  p: 0.5,
  event: 'return.20d > forecast.median.20d',
  median: 0.007,
  due: '2008-10-10',
  filedAt: 1_700_000_000_000,
  close: 100,
  basis: 'split',
  range: null,
  outcome: null,
  scoredAt: null,
  restatedAt: null,
  ...changes
})

/** The same, with an outcome 20 weekdays on. */
export const scoredForecast = (
  changes: Partial<KeptForecast> = {},
  result: { hit?: boolean; return?: number } = {}
): KeptForecast & { outcome: ForecastOutcome } => {
  const { hit = true, return: value = hit ? 0.05 : -0.05 } = result
  const forecast = keptForecast(changes)
  const date = addWeekdays(forecast.asOf, 20)
  const outcome = { return: value, hit, date, brier: brierScore(forecast.p, hit) }
  return { ...forecast, outcome, scoredAt: forecast.filedAt + 1 }
}
