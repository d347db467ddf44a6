import type { FactBasis } from '../../../preload/contract/facts'
import type { ForecastRange } from '../../../preload/contract/forecasts'

/** The only event that can be scored: the next 20 bars return more than the median filed with it. */
export const beatsMedianEvent = 'return.20d > forecast.median.20d'

/** What a forecast saw when it was made; `close` is the price that scoring has to find again. */
export interface ForecastView {
  close: number | null
  /** Of the returns that the event is about; null where the session's facts do not tell. */
  basis: FactBasis | null
  range: ForecastRange | null
}

/** How a forecast came out. `date` is the ISO date of the bar that ended its 20. */
export interface ForecastOutcome {
  return: number
  hit: boolean
  date: string
  brier: number
}

/** The one event of a session that filed it. */
export interface ForecastKey {
  subject: string
  asOf: string
  session: string
  seq: number
}

/** A forecast on record. Times are milliseconds since 1970, dates ISO. */
export interface KeptForecast extends ForecastKey, ForecastView {
  role: string
  provider: string | null
  model: string | null
  method: string
  p: number
  event: string
  median: number
  due: string
  filedAt: number
  /** Null while it waits. What was scored once is not scored again. */
  outcome: ForecastOutcome | null
  scoredAt: number | null
  /** When the price it saw was last found to be another; null when it never was. */
  restatedAt: number | null
}

export type ScoredForecast = KeptForecast & { outcome: ForecastOutcome }

export const isScored = <T extends KeptForecast>(
  forecast: T
): forecast is T & { outcome: ForecastOutcome } => forecast.outcome !== null
