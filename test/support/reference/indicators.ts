import { at } from './bars'
import { mean, populationDeviation } from './statistics'

/** One value a bar, null where there is none yet. */
export type Line = (number | null)[]

/** The values that there are. */
export const known = (line: Line): number[] => line.filter((value) => value !== null)

const before = (count: number): null[] => Array.from({ length: count }, () => null)

export const simpleAverage = (values: readonly number[], length: number): Line =>
  values.map((_, index) =>
    index < length - 1 ? null : mean(values.slice(index - length + 1, index + 1))
  )

/** The first value is the mean of the first `length`, each later one moves by `weight`. */
const smoothed = (values: readonly number[], length: number, weight: number): Line => {
  if (values.length < length) return before(values.length)
  const line: number[] = [mean(values.slice(0, length))]
  for (const value of values.slice(length)) {
    line.push(weight * value + (1 - weight) * at(line, -1))
  }
  return [...before(length - 1), ...line]
}

export const exponentialAverage = (values: readonly number[], length: number): Line =>
  smoothed(values, length, 2 / (length + 1))

/** Wilder's average: each value moves by one part in `length`. */
export const wilderAverage = (values: readonly number[], length: number): Line =>
  smoothed(values, length, 1 / length)

export const changes = (values: readonly number[]): number[] =>
  values.slice(1).map((value, index) => value - at(values, index))

/** Relative strength index (Wilder 1978). Null as well where nothing has moved. */
export const relativeStrength = (closes: readonly number[], length: number): Line => {
  const steps = changes(closes)
  const gains = wilderAverage(
    steps.map((step) => Math.max(step, 0)),
    length
  )
  const losses = wilderAverage(
    steps.map((step) => Math.max(-step, 0)),
    length
  )
  const line = gains.map((gain, index) => {
    const loss = at(losses, index)
    if (gain === null || loss === null || gain + loss === 0) return null
    return (100 * gain) / (gain + loss)
  })
  return [null, ...line]
}

export interface Range {
  high: readonly number[]
  low: readonly number[]
  close: readonly number[]
}

/** One value a bar from the second bar on. */
export const trueRanges = ({ high, low, close }: Range): number[] =>
  close.slice(1).map((_, index) => {
    const previous = at(close, index)
    const [top, bottom] = [at(high, index + 1), at(low, index + 1)]
    return Math.max(top - bottom, Math.abs(top - previous), Math.abs(bottom - previous))
  })

export const averageTrueRange = (range: Range, length: number): Line => [
  null,
  ...wilderAverage(trueRanges(range), length)
]

export interface Directional {
  plus: Line
  minus: Line
  dx: Line
  adx: Line
}

/** Wilder's directional movement (1978): +DI, −DI, DX and its Wilder average. */
export const directionalMovement = (range: Range, length: number): Directional => {
  const ups = changes(range.high)
  const downs = changes(range.low).map((step) => -step)
  const plusMoves = ups.map((up, index) => (up > at(downs, index) && up > 0 ? up : 0))
  const minusMoves = downs.map((down, index) => (down > at(ups, index) && down > 0 ? down : 0))
  const ranges = wilderAverage(trueRanges(range), length)
  const index100 = (moves: number[]): Line =>
    wilderAverage(moves, length).map((move, index) => {
      const width = at(ranges, index)
      return move === null || width === null || width === 0 ? null : (100 * move) / width
    })
  const [plus, minus] = [index100(plusMoves), index100(minusMoves)]
  const dx = plus.map((up, index) => {
    const down = at(minus, index)
    if (up === null || down === null || up + down === 0) return null
    return (100 * Math.abs(up - down)) / (up + down)
  })
  const first = dx.findIndex((value) => value !== null)
  const values = first < 0 ? [] : dx.slice(first).map((value) => value ?? NaN)
  const adx = [...before(dx.length - values.length), ...wilderAverage(values, length)]
  return { plus: [null, ...plus], minus: [null, ...minus], dx: [null, ...dx], adx: [null, ...adx] }
}

export interface Macd {
  line: Line
  signal: Line
  histogram: Line
}

/** Convergence and divergence of averages (Appel): 12, 26, 9. */
export const macd = (closes: readonly number[]): Macd => {
  const [fast, slow] = [exponentialAverage(closes, 12), exponentialAverage(closes, 26)]
  const line = fast.map((value, index) => {
    const other = at(slow, index)
    return value === null || other === null ? null : value - other
  })
  const values = known(line)
  const missing = before(line.length - values.length)
  const signal = [...missing, ...exponentialAverage(values, 9)]
  const histogram = line.map((value, index) => {
    const other = at(signal, index)
    return value === null || other === null ? null : value - other
  })
  return { line, signal, histogram }
}

export interface Stochastic {
  k: Line
  d: Line
  j: Line
}

/** KD in the Asian form, 9, 3, 3: both lines start at 50 before the ninth bar. */
export const stochastic = ({ high, low, close }: Range): Stochastic => {
  const [k, d, j]: [Line, Line, Line] = [[], [], []]
  let [lastK, lastD] = [50, 50]
  close.forEach((value, index) => {
    if (index < 8) return [k, d, j].forEach((line) => line.push(null))
    const top = Math.max(...high.slice(index - 8, index + 1))
    const bottom = Math.min(...low.slice(index - 8, index + 1))
    const rsv = top === bottom ? 50 : (100 * (value - bottom)) / (top - bottom)
    lastK = (2 / 3) * lastK + (1 / 3) * rsv
    lastD = (2 / 3) * lastD + (1 / 3) * lastK
    k.push(lastK)
    d.push(lastD)
    j.push(3 * lastK - 2 * lastD)
  })
  return { k, d, j }
}

export interface Bands {
  upper: number
  middle: number
  lower: number
  percentB: number | null
}

/** Bollinger's bands of the last 20 values: mean and two population deviations. */
export const bollinger = (closes: readonly number[]): Bands => {
  const window = closes.slice(-20)
  const middle = mean(window)
  const width = 2 * populationDeviation(window)
  const [upper, lower] = [middle + width, middle - width]
  const flat = window.every((value) => value === at(window, 0))
  return {
    upper,
    middle,
    lower,
    percentB: flat ? null : (at(window, -1) - lower) / (upper - lower)
  }
}
