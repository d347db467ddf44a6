/** 1 − value / running maximum, for each value: 0 at a peak, positive below it. */
export const drawdowns = (values: Float64Array): Float64Array => {
  let peak = -Infinity
  return values.map((value) => {
    peak = Math.max(peak, value)
    return 1 - value / peak
  })
}

/** The latest index up to `end` that holds the largest value up to `end`. */
export const runningPeakIndex = (values: Float64Array, end: number): number => {
  let peak = 0
  for (let index = 1; index <= end; index += 1) {
    if ((values[index] ?? NaN) >= (values[peak] ?? NaN)) peak = index
  }
  return peak
}
