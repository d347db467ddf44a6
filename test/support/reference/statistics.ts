import { at } from './bars'

export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0)

export const mean = (values: readonly number[]): number => sum(values) / values.length

/** The mean of (x − mean)^power. */
export const centralMoment = (values: readonly number[], power: number): number => {
  const middle = mean(values)
  return mean(values.map((value) => (value - middle) ** power))
}

export const populationDeviation = (values: readonly number[]): number =>
  Math.sqrt(centralMoment(values, 2))

export const sampleDeviation = (values: readonly number[]): number => {
  const middle = mean(values)
  const squares = values.map((value) => (value - middle) ** 2)
  return Math.sqrt(sum(squares) / (values.length - 1))
}

/** m₃ / m₂^1.5, population moments. */
export const skewness = (values: readonly number[]): number =>
  centralMoment(values, 3) / centralMoment(values, 2) ** 1.5

/** m₄ / m₂² − 3, population moments. */
export const excessKurtosis = (values: readonly number[]): number =>
  centralMoment(values, 4) / centralMoment(values, 2) ** 2 - 3

export const ascending = (values: readonly number[]): number[] => [
  ...Float64Array.from(values).sort()
]

/** Linear interpolation between order statistics at (n − 1)·share: R's type 7. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = ascending(values)
  const place = (sorted.length - 1) * share
  const below = at(sorted, Math.floor(place))
  const above = at(sorted, Math.ceil(place))
  return below + (above - below) * (place - Math.floor(place))
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/**
 * The 95 % score interval of Wilson (1927), as the two solutions of
 * (share − p)² = z²·p·(1 − p) / n.
 */
export const wilsonInterval = (share: number, n: number): [low: number, high: number] => {
  const z = 1.959963984540054
  const a = 1 + z ** 2 / n
  const b = -(2 * share + z ** 2 / n)
  const c = share ** 2
  const root = Math.sqrt(b ** 2 - 4 * a * c)
  return [(-b - root) / (2 * a), (-b + root) / (2 * a)]
}

export interface Regression {
  slope: number
  slopeError: number
  correlation: number
}

/** Least squares of y on x with an intercept; the slope's usual standard error. */
export const regression = (x: readonly number[], y: readonly number[]): Regression => {
  const [meanX, meanY] = [mean(x), mean(y)]
  const xx = sum(x.map((value) => (value - meanX) ** 2))
  const yy = sum(y.map((value) => (value - meanY) ** 2))
  const xy = sum(x.map((value, index) => (value - meanX) * (at(y, index) - meanY)))
  const slope = xy / xx
  const intercept = meanY - slope * meanX
  const squares = x.map((value, index) => (at(y, index) - intercept - slope * value) ** 2)
  const slopeError = Math.sqrt(sum(squares) / (x.length - 2) / xx)
  return { slope, slopeError, correlation: xy / Math.sqrt(xx * yy) }
}
