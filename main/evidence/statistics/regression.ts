import { isFlat, mean, sampleDeviation } from './moments'

export interface Regression {
  slope: number
  slopeError: number
  correlation: number
  correlationError: number
}

/**
 * Ordinary least squares of y on x, with standard errors; at least three pairs. What divides by a
 * spread is NaN where that spread is zero. `independent`: how many of the pairs count as observations
 * of their own, which the errors go by.
 */
export const regress = (
  y: Float64Array,
  x: Float64Array,
  independent: number = y.length
): Regression => {
  const [meanY, meanX] = [mean(y), mean(x)]
  const products = y.map((value, index) => (value - meanY) * ((x[index] ?? NaN) - meanX))
  const covariance = (mean(products) * y.length) / (y.length - 1)
  const spreadX = isFlat(x) ? 0 : sampleDeviation(x)
  const spreadY = isFlat(y) ? 0 : sampleDeviation(y)
  const correlation = covariance / (spreadY * spreadX)
  const correlationError = Math.sqrt((1 - correlation * correlation) / (independent - 2))
  return {
    slope: covariance / (spreadX * spreadX),
    slopeError: (correlationError * spreadY) / spreadX,
    correlation,
    correlationError
  }
}
