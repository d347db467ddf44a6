/** Arithmetic mean; NaN of nothing. */
export const mean = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let index = 0; index < values.length; index += 1) sum += values[index] ?? NaN
  return sum / values.length
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
