import type { ForecastRange } from '../../../preload/contract/forecasts'

/** The share of outcomes that a range is meant to miss: it is an 80 % range. */
const missShare = 0.2

/** (p − outcome)², the outcome being 1 or 0 (Brier 1950): 0 is best, 0.25 is what ½ scores. */
export const brierScore = (p: number, hit: boolean): number => (p - (hit ? 1 : 0)) ** 2

/** Whether an outcome lies in a range, its ends included. */
export const isCovered = ({ low, high }: ForecastRange, value: number): boolean =>
  value >= low && value <= high

/**
 * The interval score of an 80 % range (Gneiting and Raftery 2007, equation 43): its width, plus ten
 * times the distance by which the outcome lies outside. Less is better.
 */
export const intervalScore = ({ low, high }: ForecastRange, value: number): number =>
  high - low + (2 / missShare) * (Math.max(0, low - value) + Math.max(0, value - high))
