import { WSMA } from 'trading-signals'

/**
 * Wilder's smoothing: the simple mean of the first n values, then previous + (value − previous) / n
 * (Wilder, New Concepts in Technical Trading Systems, 1978). NaN before the n-th value.
 */
export const wilderAverages = (values: Float64Array, n: number): Float64Array => {
  const smoothed = new Float64Array(values.length).fill(NaN)
  const average = new WSMA(n)
  values.forEach((value, index) => {
    smoothed[index] = average.update(value, false) ?? NaN
  })
  return smoothed
}
