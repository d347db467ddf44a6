/** value[i] / value[i − n] − 1, NaN before index n. */
export const simpleReturns = (values: Float64Array, n: number): Float64Array =>
  values.map((value, index) => (index < n ? NaN : value / (values[index - n] ?? NaN) - 1))

/** ln(value[i] / value[i − 1]) for i ≥ 1: one shorter than `values`. */
export const logReturns = (values: Float64Array): Float64Array =>
  values.subarray(1).map((value, index) => Math.log(value / (values[index] ?? NaN)))

const decay = 0.94

/**
 * Exponentially weighted daily deviation of log returns, decay 0.94 (RiskMetrics 1996), as known
 * after each return; the first variance is the first squared return.
 */
export const weightedDeviations = (returns: Float64Array): Float64Array => {
  let variance = NaN
  return returns.map((value, index) => {
    variance = index === 0 ? value * value : decay * variance + (1 - decay) * value * value
    return Math.sqrt(variance)
  })
}

/** The deviation after one more log return. */
export const nextDeviation = (deviation: number, value: number): number =>
  Math.sqrt(decay * deviation * deviation + (1 - decay) * value * value)
