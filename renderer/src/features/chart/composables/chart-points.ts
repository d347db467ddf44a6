import type { ChartSeries } from '../../../../../preload/contract/routes'

export interface Candle {
  time: string
  open: number
  high: number
  low: number
  close: number
}
export interface Point {
  time: string
  value?: number
}
export interface VolumePoint {
  time: string
  value: number
  rising: boolean
}

/** Whether there are candles to draw: every bar of a candle chart needs all four prices. */
export const hasCandles = (series: ChartSeries): boolean =>
  series.dates.length > 0 &&
  [series.open, series.high, series.low].every((column) => column.every((each) => each !== null))

export const candles = (series: ChartSeries): Candle[] =>
  series.dates.map((time, index) => {
    const close = series.close[index] ?? 0
    const { open, high, low } = series
    return {
      ...{ time, close },
      ...{ open: open[index] ?? close, high: high[index] ?? close, low: low[index] ?? close }
    }
  })

/** A line's points; where a value is not known the line has a gap. */
export const points = (dates: readonly string[], values: readonly (number | null)[]): Point[] =>
  dates.map((time, index) => {
    const value = values[index] ?? null
    return value === null ? { time } : { time, value }
  })

export const volumes = (series: ChartSeries): VolumePoint[] =>
  series.dates.flatMap((time, index) => {
    const value = series.volume[index] ?? null
    if (value === null) return []
    const before = series.close[index - 1] ?? series.close[index] ?? 0
    return [{ time, value, rising: (series.close[index] ?? 0) >= before }]
  })

export interface Extremes {
  high: { value: number; date: string }
  low: { value: number; date: string }
}

/** The highest and the lowest close with their dates; null without bars. */
export const closeExtremes = (series: ChartSeries): Extremes | null => {
  const { close, dates } = series
  let high = 0
  let low = 0
  for (let index = 1; index < close.length; index += 1) {
    if ((close[index] ?? 0) > (close[high] ?? 0)) high = index
    if ((close[index] ?? 0) < (close[low] ?? 0)) low = index
  }
  const at = (index: number): { value: number; date: string } => ({
    value: close[index] ?? 0,
    date: dates[index] ?? ''
  })
  return close.length === 0 ? null : { high: at(high), low: at(low) }
}
