import { sha256 } from '../kernel/hash'
import type { Bars } from './bars'

const written = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value)

/**
 * Bars as text that depends on nothing but their values: one line a bar, oldest first, of ISO date,
 * open, high, low, close, adjusted close, volume; each number in its shortest decimal form, empty
 * where it is not known.
 */
export const canonicalRows = (bars: Bars): string => {
  const { open, high, low, close, adjusted, volume } = bars
  const lines = bars.dates.map((date, at) => {
    const prices = `${written(open[at])},${written(high[at])},${written(low[at])}`
    return `${date},${prices},${written(close[at])},${written(adjusted?.[at])},${written(volume[at])}\n`
  })
  return lines.join('')
}

/** The sha256 of the canonical rows: the same for the same bars in any file, order or format. */
export const canonicalSha256 = (bars: Bars): string => sha256(canonicalRows(bars))
