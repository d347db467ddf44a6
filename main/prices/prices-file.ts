import type { PriceOrigin } from '../../preload/contract/live-prices'
import type { FetchedPrices } from './price-source'

/** With it a price file says where it comes from; its reader takes the line for a comment else. */
export const originMark = '# war-room-prices '

/** Fetched prices as evidence: their origin, then the file. */
export const pricesFile = ({ origin, csv }: FetchedPrices): Uint8Array =>
  new TextEncoder().encode(`${originMark}${JSON.stringify(origin)}\n${csv}`)

/** `^GSPC` becomes `^GSPC.csv`; a symbol has no mark that a file name could not have. */
export const pricesFileName = ({ symbol }: PriceOrigin): string => `${symbol}.csv`

/** The rows of `csv` between both dates; null when there is none. */
export const rowsWithin = (
  csv: string,
  { from, to }: { from: string | null; to: string | null }
): string | null => {
  const [header = '', ...lines] = csv.split('\n')
  const dateLength = 10
  const chosen = lines.filter((line) => {
    const date = line.slice(0, dateLength)
    return line !== '' && (from === null || date >= from) && (to === null || date <= to)
  })
  return chosen.length === 0 ? null : `${header}\n${chosen.join('\n')}\n`
}
