import { EMA } from 'trading-signals'

/**
 * Simple moving average of n values, NaN before the n-th. Sums differences to the newest value, so
 * that a constant series has exactly its constant as its mean.
 */
export const simpleAverages = (values: Float64Array, n: number): Float64Array => {
  const averages = new Float64Array(values.length).fill(NaN)
  for (let end = n - 1; end < values.length; end += 1) averages[end] = meanOfLast(values, n, end)
  return averages
}

/** Mean of the n values that end at index `end`; the caller has made sure that there are so many. */
export const meanOfLast = (values: Float64Array, n: number, end: number): number => {
  const newest = values[end] ?? NaN
  let sum = 0
  for (let index = end - n + 1; index <= end; index += 1) sum += (values[index] ?? NaN) - newest
  return newest + sum / n
}

/**
 * Exponential moving average with weight 2 / (n + 1), seeded with the mean of the first n values;
 * NaN before the n-th. trading-signals seeds with the first value it is given, so it is given that
 * mean first.
 */
export const exponentialAverages = (values: Float64Array, n: number): Float64Array => {
  const averages = new Float64Array(values.length).fill(NaN)
  if (values.length < n) return averages
  const average = new EMA(n)
  averages[n - 1] = average.update(meanOfLast(values, n, n - 1), false)
  for (let index = n; index < values.length; index += 1) {
    averages[index] = average.update(values[index] ?? NaN, false)
  }
  return averages
}

/** MACD (12, 26, 9) after the last bar. */
export interface Convergence {
  fast: number
  slow: number
  line: number
  signal: number
}

/** The averages of MACD: the signal is the EMA of the line, seeded with the mean of its first 9. */
export const convergenceOf = (closes: Float64Array): Convergence => {
  const fast = exponentialAverages(closes, 12)
  const slow = exponentialAverages(closes, 26)
  const line = fast.map((value, index) => value - (slow[index] ?? NaN)).subarray(25)
  return {
    fast: fast.at(-1) ?? NaN,
    slow: slow.at(-1) ?? NaN,
    line: line.at(-1) ?? NaN,
    signal: exponentialAverages(line, 9).at(-1) ?? NaN
  }
}
