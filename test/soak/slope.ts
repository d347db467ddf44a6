export interface Point {
  x: number
  y: number
}

export interface Slope {
  slope: number
  /** Standard error of the slope; infinite where two points leave nothing to tell it by. */
  error: number
}

/**
 * The slope of the straight line through the points by least squares, and its standard error: the
 * root of the residuals' variance (n − 2 degrees of freedom) over the spread of x.
 * @throws {RangeError} for points that do not lie at two places at least
 */
export const slopeOf = (points: readonly Point[]): Slope => {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)]
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  if (!(spread > 0)) throw new RangeError('a slope needs points at two places')
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
  const residuals = points.reduce(
    (sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2,
    0
  )
  const freedom = points.length - 2
  return { slope, error: freedom > 0 ? Math.sqrt(residuals / freedom / spread) : Infinity }
}
