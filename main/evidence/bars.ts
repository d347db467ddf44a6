/**
 * Daily bars in columns of equal length, oldest first. A value that is not known is NaN; `adjusted`
 * is null when the file has no adjusted close. `rows` are lines of the file, the first being 1.
 */
export interface Bars {
  dates: string[]
  open: Float64Array
  high: Float64Array
  low: Float64Array
  close: Float64Array
  volume: Float64Array
  adjusted: Float64Array | null
  rows: Int32Array
}

/** Takes the bars at `indices`, in that order. */
export const pickBars = (bars: Bars, indices: readonly number[]): Bars => {
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(indices, (index) => column[index] ?? NaN)
  return {
    dates: indices.map((index) => bars.dates[index] ?? ''),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
    adjusted: bars.adjusted === null ? null : pick(bars.adjusted),
    rows: Int32Array.from(indices, (index) => bars.rows[index] ?? 0)
  }
}

/** The first `count` bars. */
export const firstBars = (bars: Bars, count: number): Bars => ({
  dates: bars.dates.slice(0, count),
  open: bars.open.slice(0, count),
  high: bars.high.slice(0, count),
  low: bars.low.slice(0, count),
  close: bars.close.slice(0, count),
  volume: bars.volume.slice(0, count),
  adjusted: bars.adjusted?.slice(0, count) ?? null,
  rows: bars.rows.slice(0, count)
})
