/**
 * Arithmetic mean; NaN of nothing. Sums distances to the first value, so that equal values have
 * exactly that value as their mean.
 */
export const mean = (values: ArrayLike<number>): number => {
  const first = values[0] ?? NaN
  let sum = 0
  for (let index = 0; index < values.length; index += 1) sum += (values[index] ?? NaN) - first
  return first + sum / values.length
}

/** Two returns this close differ by how they were rounded, not by what happened. */
const returnNoise = 1e-12

/** Whether returns have no spread to divide by: all of them are one value, but for rounding. */
export const isFlat = (returns: ArrayLike<number>): boolean => {
  let [lowest, highest] = [Infinity, -Infinity]
  for (let index = 0; index < returns.length; index += 1) {
    const value = returns[index] ?? NaN
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return highest - lowest < returnNoise
}

/** Mean of (value − mean)^power. */
const centralMoment = (values: ArrayLike<number>, power: number): number => {
  const center = mean(values)
  let sum = 0
  for (let index = 0; index < values.length; index += 1) {
    sum += ((values[index] ?? NaN) - center) ** power
  }
  return sum / values.length
}

/** Standard deviation over n. */
export const populationDeviation = (values: ArrayLike<number>): number =>
  Math.sqrt(centralMoment(values, 2))

/** Standard deviation over n − 1; NaN under two values. */
export const sampleDeviation = (values: ArrayLike<number>): number =>
  values.length < 2
    ? NaN
    : Math.sqrt((centralMoment(values, 2) * values.length) / (values.length - 1))

/** Third standardised population moment. */
export const skewness = (values: ArrayLike<number>): number =>
  centralMoment(values, 3) / centralMoment(values, 2) ** 1.5

/** Fourth standardised population moment less 3. */
export const excessKurtosis = (values: ArrayLike<number>): number =>
  centralMoment(values, 4) / centralMoment(values, 2) ** 2 - 3
