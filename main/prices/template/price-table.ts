import { readPrices } from '../../evidence/price-file'
import type { PriceAdjustment } from '../../../preload/contract/live-prices'
import { barsCsv } from '../bars-csv'

export interface PriceTable {
  csv: string
  adjustment: PriceAdjustment
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

/**
 * A price file of any dialect as ours, with the bars between both dates. Empty when none is.
 * @throws {AppError} `evidence.*`, naming row and column of the file as it came
 */
export const priceTable = (
  { bytes, name }: { bytes: Uint8Array; name: string },
  { from, to }: { from: string | null; to: string | null }
): PriceTable | null => {
  const { bars, closeIsAdjusted } = readPrices(bytes, name)
  const rows = bars.dates.flatMap((date, at) => {
    if ((from !== null && date < from) || (to !== null && date > to)) return []
    const close = bars.close[at] ?? NaN
    return {
      date,
      open: known(bars.open[at]),
      high: known(bars.high[at]),
      low: known(bars.low[at]),
      close,
      adjusted: closeIsAdjusted ? close : known(bars.adjusted?.[at]),
      volume: known(bars.volume[at])
    }
  })
  if (rows.length === 0) return null
  return {
    csv: barsCsv(rows, { closeIsAdjusted }),
    adjustment: closeIsAdjusted ? 'splits-and-dividends' : 'unknown'
  }
}
