import { at } from './bars'
import type { Line } from './indicators'

export const yearBars = 252

/** close / close `bars` earlier − 1, one value a bar. */
export const simpleReturns = (closes: readonly number[], bars: number): Line =>
  closes.map((close, index) => (index < bars ? null : close / at(closes, index - bars) - 1))

/** ln(close / close before), one value a bar. */
export const logReturns = (closes: readonly number[]): Line =>
  closes.map((close, index) => (index === 0 ? null : Math.log(close / at(closes, index - 1))))

/**
 * The daily deviation of RiskMetrics (1996): λ = 0.94, the first variance is the first squared log
 * return. One value a bar; no warm-up is applied here.
 */
export const ewmaDeviation = (closes: readonly number[]): Line => {
  let variance: number | null = null
  return logReturns(closes).map((step) => {
    if (step === null) return null
    variance = variance === null ? step * step : 0.94 * variance + 0.06 * step * step
    return Math.sqrt(variance)
  })
}

/** 1 − close / highest close so far, one value a bar. */
export const drawdowns = (closes: readonly number[]): number[] => {
  let peak = 0
  return closes.map((close) => {
    peak = Math.max(peak, close)
    return 1 - close / peak
  })
}
