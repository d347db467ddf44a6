import type { Bars } from './bars'
import { median } from './statistics/quantiles'

/** A monthly median this many times the month before (or that part of it) is another unit. */
const jumpFactor = 20
/** Traded bars that a month needs before its median says anything. */
const monthMinimum = 5

/** Where the volume column has had its present unit from. */
export interface VolumeUnit {
  /** Index of the first bar in the present unit; 0 when it never changed. */
  from: number
  /** The median of the month of the change over that of the month before; null without a change. */
  factor: number | null
}

interface Month {
  /** Indices of its traded bars. */
  indices: number[]
  median: number
}

const monthsOf = ({ dates, volume }: Bars): Month[] => {
  const byMonth = new Map<string, number[]>()
  dates.forEach((date, index) => {
    if (!((volume[index] ?? NaN) > 0)) return
    const month = date.slice(0, 7)
    const known = byMonth.get(month)
    if (known === undefined) byMonth.set(month, [index])
    else known.push(index)
  })
  return [...byMonth.values()]
    .filter((indices) => indices.length >= monthMinimum)
    .map((indices) => ({ indices, median: median(indices.map((index) => volume[index] ?? NaN)) }))
}

/**
 * The bar after the last one of both months that lies nearer, as a ratio, to the old median: the
 * change may have come late in the month before the one whose median shows it.
 */
const changeIndex = (before: Month, after: Month, volume: Float64Array): number => {
  const line = Math.sqrt(before.median * after.median)
  const rises = after.median > before.median
  const last = [...before.indices, ...after.indices].findLast((index) => {
    const value = volume[index] ?? NaN
    return rises ? value < line : value > line
  })
  return (last ?? -1) + 1
}

/** The latest change of the volume's unit up to the end of `bars`. */
export const volumeUnit = (bars: Bars): VolumeUnit => {
  const months = monthsOf(bars)
  for (let index = months.length - 1; index > 0; index -= 1) {
    const [before, after] = [months[index - 1], months[index]]
    if (before === undefined || after === undefined) break
    const factor = after.median / before.median
    if (factor <= jumpFactor && factor >= 1 / jumpFactor) continue
    return { from: changeIndex(before, after, bars.volume), factor }
  }
  return { from: 0, factor: null }
}
