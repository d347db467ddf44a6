/** Returns between which the next 20 sessions were said to end four times in five. */
export interface ForecastRange {
  low: number
  high: number
}

/**
 * What one way of forecasting has come to. Only forecasts whose windows do not overlap are counted in
 * the figures: `count` of them, of `scored` that have an outcome. Null: nothing to tell yet.
 */
export interface ForecastRecord {
  /** Null for all subjects together. */
  subject: string | null
  role: string
  method: string
  provider: string | null
  model: string | null
  scored: number
  count: number
  /** As-of date of the first forecast counted, and the date of the last outcome counted; ISO. */
  from: string | null
  to: string | null
  /** Mean of (p − outcome)²; 0.25 is what 50 % each time would score. */
  brier: number | null
  brierError: number | null
  /** Of those counted, how many had a range, and the share of outcomes inside it. */
  ranges: number
  coverage: number | null
  /** Mean interval score of the 80 % range, as a ratio; less is better. */
  interval: number | null
  intervalError: number | null
  /** Forecasts that wait for their outcome, and those whose price was found to be another since. */
  open: number
  restated: number
}
