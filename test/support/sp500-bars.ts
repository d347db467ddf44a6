import { readFileSync } from 'node:fs'
import type { SeriesBar } from './series'

/** The file that the bundled case is copied from at build time. */
export const sp500File = 'node_modules/vega-datasets/data/sp500-2000.csv'

/** Its bars, read with nothing of the program: ISO dates, points, commas, oldest first. */
export const sp500Bars = (): SeriesBar[] => {
  const [header = '', ...lines] = readFileSync(sp500File, 'utf8').trim().split('\n')
  if (header.trim() !== 'date,open,high,low,close,adjclose,volume') throw new Error(header)
  return lines.map((line) => {
    const [date = '', ...cells] = line.trim().split(',')
    const [open, high, low, close, adjusted, volume] = cells.map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number
    ]
    return { date, open, high, low, close, adjusted, volume }
  })
}
