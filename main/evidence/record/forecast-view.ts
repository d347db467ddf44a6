import type { Fact } from '../../../preload/contract/facts'
import type { ForecastRange } from '../../../preload/contract/forecasts'
import type { ForecastView } from './kept-forecast'

const rangeOf = (low: unknown, high: unknown): ForecastRange | null =>
  typeof low === 'number' && typeof high === 'number' ? { low, high } : null

/** What the forecasts of a session saw, from that session's facts. */
export const forecastView = (facts: readonly Fact[]): ForecastView => {
  const fact = (metric: string): Fact | undefined => facts.find((each) => each.metric === metric)
  const close = fact('price.close')?.value
  return {
    close: typeof close === 'number' ? close : null,
    basis: fact('forecast.median.20d')?.basis ?? null,
    range: rangeOf(fact('range.20d.return.10')?.value, fact('range.20d.return.90')?.value)
  }
}
