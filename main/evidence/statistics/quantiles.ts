/**
 * Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7), of
 * values sorted ascending; NaN of nothing. `share` is 0–1.
 */
export const sortedQuantile = (sorted: ArrayLike<number>, share: number): number => {
  const position = (sorted.length - 1) * share
  const below = Math.floor(position)
  const low = sorted[below] ?? NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN
  return low + (position - below) * (high - low)
}

/** A sorted copy, ascending. */
export const sortedCopy = (values: ArrayLike<number>): Float64Array =>
  new Float64Array(values).sort()

export const quantile = (values: ArrayLike<number>, share: number): number =>
  sortedQuantile(sortedCopy(values), share)

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5)
