import type { Bars } from '../bars'

const window = 9
const neutral = 50

export interface Stochastic {
  k: number
  d: number
  j: number
}

/**
 * Stochastic (9, 3, 3) in the Asian form at the last bar: RSV = 100 · (close − lowest low) /
 * (highest high − lowest low) of 9 bars, 50 when they are equal; K = ⅔K′ + ⅓RSV, D = ⅔D′ + ⅓K,
 * both from 50; J = 3K − 2D. Null before bar 9.
 */
export const stochastic = ({ high, low, close }: Bars): Stochastic | null => {
  if (close.length < window) return null
  let [k, d] = [neutral, neutral]
  for (let end = window - 1; end < close.length; end += 1) {
    const highest = Math.max(...high.subarray(end - window + 1, end + 1))
    const lowest = Math.min(...low.subarray(end - window + 1, end + 1))
    const width = highest - lowest
    const rsv = width === 0 ? neutral : (100 * ((close[end] ?? NaN) - lowest)) / width
    k = (2 * k + rsv) / 3
    d = (2 * d + k) / 3
  }
  return { k, d, j: 3 * k - 2 * d }
}
