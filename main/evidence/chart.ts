import type { ChartSeries } from '../../preload/contract/routes'
import { cutBars } from './as-of'
import { simpleAverages } from './indicators/moving-averages'
import type { PriceFile } from './price-file'

const nullable = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value))

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
    sma20: nullable(simpleAverages(close, 20)),
    sma50: nullable(simpleAverages(close, 50)),
    sma200: nullable(simpleAverages(close, 200)),
    origin: file.origin
  }
}
