/**
 * Closes of the next bar that put an indicator on its line, solved exactly. What no positive close
 * can do is null.
 */

const possible = (close: number): number | null => (close > 0 && close < Infinity ? close : null)

/**
 * The next close that equals the simple average of n that includes it: the mean of the last n − 1.
 * A higher one lies above that average, a lower one below.
 */
export const closeOnAverage = (closes: Float64Array, n: number): number | null => {
  if (closes.length < n - 1) return null
  const newest = closes.at(-1) ?? NaN
  let sum = 0
  for (let at = closes.length - n + 1; at < closes.length; at += 1) {
    sum += (closes[at] ?? NaN) - newest
  }
  return possible(newest + sum / (n - 1))
}

export interface StrengthNow {
  last: number
  /** Wilder's means of rises and falls after the last bar. */
  gain: number
  loss: number
  n: number
}

/**
 * The next close with which the RSI of n is `line` (0–100, both excluded). For 50 that is
 * last + (n − 1) · (loss − gain).
 */
export const closeOnStrength = (
  { last, gain, loss, n }: StrengthNow,
  line: number
): number | null => {
  if (!(gain + loss > 0)) return null
  const odds = line / (100 - line)
  const rise = (n - 1) * (odds * loss - gain)
  const fall = (n - 1) * (gain / odds - loss)
  return possible(rise >= 0 ? last + rise : last - fall)
}

export interface ConvergenceNow {
  /** EMA of 12 and of 26 and the signal, after the last bar. */
  fast: number
  slow: number
  signal: number
}

const fastWeight = 2 / 13
const slowWeight = 2 / 27

/**
 * The next close with which MACD (12, 26, 9) equals its signal. The signal moves a fifth of the way
 * to the new line, so they are equal where the new line equals the old signal; it is linear in the
 * close.
 */
export const closeOnSignal = ({ fast, slow, signal }: ConvergenceNow): number | null =>
  possible((signal - (1 - fastWeight) * fast + (1 - slowWeight) * slow) / (fastWeight - slowWeight))
