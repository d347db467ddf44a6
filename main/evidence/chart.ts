import { SMA } from 'trading-signals'
import type { ChartSeries } from '../../preload/contract/routes'
import { cutBars } from './as-of'
import type { PriceFile } from './price-file'

const nullable = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value))

/** The simple average of the last `length` closes at each bar; null before there are so many. */
const averages = (close: Float64Array, length: number): (number | null)[] => {
  const average = new SMA(length)
  return Array.from(close, (value) => average.add(value))
}

/**
 * What the price chart draws: the bars on or before `asOf` (ISO; null for the file's end) that the
 * facts are made of too, with the averages of 20, 50 and 200 bars.
 * @throws {AppError} `evidence.nothing-before`, `evidence.not-daily`
 */
export const chartSeries = (file: PriceFile, asOf: string | null): ChartSeries => {
  const cut = cutBars(file, asOf)
  const { dates, open, high, low, close, volume } = cut.bars
  return {
    asOf: cut.asOf,
    dates,
    open: nullable(open),
    high: nullable(high),
    low: nullable(low),
    close: Array.from(close),
    volume: nullable(volume),
    sma20: averages(close, 20),
    sma50: averages(close, 50),
    sma200: averages(close, 200)
  }
}
