import type { LaterBars } from '../../../../../preload/contract/outcome'
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

/** Bars of four prices. */
export type Bars = Pick<LaterBars, 'dates' | 'open' | 'high' | 'low' | 'close'>

/** Whether there are candles to draw: every bar of a candle chart needs all four prices. */
export const hasCandles = (bars: Bars): boolean =>
  bars.dates.length > 0 &&
  [bars.open, bars.high, bars.low].every((column) => column.every((each) => each !== null))

export const candles = (bars: Bars): Candle[] =>
  bars.dates.map((time, index) => {
    const close = bars.close[index] ?? 0
    const { open, high, low } = bars
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

/** The series with what came after it, of which no average is known; its as-of date stays. */
export const withLater = (series: ChartSeries, later: LaterBars | null): ChartSeries => {
  if (later === null) return series
  const none = later.dates.map(() => null)
  return {
    asOf: series.asOf,
    dates: [...series.dates, ...later.dates],
    open: [...series.open, ...later.open],
    high: [...series.high, ...later.high],
    low: [...series.low, ...later.low],
    close: [...series.close, ...later.close],
    volume: [...series.volume, ...later.volume],
    sma20: [...series.sma20, ...none],
    sma50: [...series.sma50, ...none],
    sma200: [...series.sma200, ...none],
    origin: series.origin
  }
}

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
