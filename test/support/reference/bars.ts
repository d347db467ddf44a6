import type { SeriesBar } from '../series'

/** What the definitions work on: plain columns, oldest first, nothing after the as-of date. */
export interface ReferenceBars {
  dates: string[]
  open: number[]
  high: number[]
  low: number[]
  close: number[]
  /** Adjusted closes, or the closes where there are none. */
  total: number[]
  volume: number[]
  hasRange: boolean
  hasVolume: boolean
  staleBars: number
}

/** Drops what comes after `asOf` and bars with no volume and an unchanged close. */
export const usableBars = (bars: readonly SeriesBar[], asOf: string | null): ReferenceBars => {
  const known = bars.filter((bar) => asOf === null || bar.date <= asOf)
  const hasVolume = known.some((bar) => bar.volume > 0)
  const used = known.filter((bar, index) => {
    const before = known[index - 1]
    const stale = before !== undefined && bar.volume === 0 && bar.close === before.close
    return !(hasVolume && stale)
  })
  const hasRange = used.every((bar) => !Number.isNaN(bar.high) && !Number.isNaN(bar.low))
  return {
    dates: used.map((bar) => bar.date),
    open: used.map((bar) => bar.open),
    high: used.map((bar) => (hasRange ? bar.high : bar.close)),
    low: used.map((bar) => (hasRange ? bar.low : bar.close)),
    close: used.map((bar) => bar.close),
    total: used.map((bar) => (Number.isNaN(bar.adjusted) ? bar.close : bar.adjusted)),
    volume: used.map((bar) => bar.volume),
    hasRange,
    hasVolume,
    staleBars: known.length - used.length
  }
}

/** The value at `index`, counted from the end when negative. The caller knows that it exists. */
export const at = <Value>(values: readonly Value[], index: number): Value => {
  const value = values.at(index)
  if (value === undefined) throw new RangeError(`no value at ${index} of ${values.length}`)
  return value
}
