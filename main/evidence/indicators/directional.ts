import type { Bars } from '../bars'
import { wilderAverages } from './wilder'

interface Moves {
  range: Float64Array
  up: Float64Array
  down: Float64Array
}

/** True range and directional movement from the second bar on: index 0 belongs to bar 2. */
const movesOf = ({ high, low, close }: Bars): Moves => {
  const count = Math.max(0, close.length - 1)
  const moves = {
    range: new Float64Array(count),
    up: new Float64Array(count),
    down: new Float64Array(count)
  }
  for (let index = 0; index < count; index += 1) {
    const [top, bottom] = [high[index + 1] ?? NaN, low[index + 1] ?? NaN]
    const before = close[index] ?? NaN
    moves.range[index] = Math.max(top, before) - Math.min(bottom, before)
    const up = top - (high[index] ?? NaN)
    const down = (low[index] ?? NaN) - bottom
    moves.up[index] = up > down && up > 0 ? up : 0
    moves.down[index] = down > up && down > 0 ? down : 0
  }
  return moves
}

/** Average true range of n, Wilder; in the price's unit. Index i belongs to bar i + 1. */
export const averageTrueRanges = (bars: Bars, n: number): Float64Array =>
  shifted(wilderAverages(movesOf(bars).range, n), bars.close.length)

/**
 * Average directional index of n, 0–100 (Wilder 1978): the smoothed
 * 100 · |+DI − −DI| / (+DI + −DI). Bars without any directional movement so far give no DX.
 */
export const averageDirectionalIndex = (bars: Bars, n: number): Float64Array => {
  const { range, up, down } = movesOf(bars)
  const [ranges, ups, downs] = [range, up, down].map((each) => wilderAverages(each, n))
  const index = Float64Array.from(range, (_value, at) => {
    const width = ranges?.[at] ?? NaN
    const [rising, falling] = [(ups?.[at] ?? NaN) / width, (downs?.[at] ?? NaN) / width]
    return (100 * Math.abs(rising - falling)) / (rising + falling)
  })
  const first = index.findIndex((value) => Number.isFinite(value))
  if (first < 0) return new Float64Array(bars.close.length).fill(NaN)
  const smoothed = wilderAverages(index.slice(first), n)
  const whole = new Float64Array(index.length).fill(NaN)
  whole.set(smoothed, first)
  return shifted(whole, bars.close.length)
}

/** Puts what starts at the second bar into a column of all bars. */
const shifted = (values: Float64Array, length: number): Float64Array => {
  const column = new Float64Array(length).fill(NaN)
  if (length > 0) column.set(values, 1)
  return column
}
