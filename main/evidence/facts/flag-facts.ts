import type { PriceSheet } from '../price-sheet'
import { copiedLimit, openCopies } from './open-copies'
import type { DraftList } from './draft'
import { splitSuspects, type SplitSuspect } from './split-suspects'

const whole = { basis: 'none', from: 0 } as const

/** Suspects of the close and, where the returns have a column of their own, of that one. */
const suspectsOf = ({ bars, total }: PriceSheet): SplitSuspect[] => {
  const byClose = splitSuspects(bars.close)
  if (total === bars.close) return byClose
  const seen = new Set(byClose.map(({ index }) => index))
  const others = splitSuspects(total).filter(({ index }) => !seen.has(index))
  return [...byClose, ...others].sort((a, b) => a.index - b.index)
}

const splits = (list: DraftList, sheet: PriceSheet): void => {
  const suspects = suspectsOf(sheet)
  const latest = suspects.at(-1)
  if (latest === undefined) return
  const date = sheet.bars.dates[latest.index] ?? ''
  const rule = '|log return| > 0.22 within 5 % of 3:2 2:1 3:1 4:1 5:1 7:1 10:1 20:1 or its inverse'
  const formula = `latest bar with ${rule}`
  list.add('data.split.suspect', `${date} ${latest.ratio}`, { ...whole, unit: 'text', formula })
  list.add('data.split.suspect.date', date, { ...whole, unit: 'date', formula })
  list.add('data.split.suspect.ratio', latest.ratio, { ...whole, unit: 'text', formula })
  const count = `count(bars with ${rule})`
  list.add('data.split.suspect.count', suspects.length, { ...whole, unit: 'count', formula: count })
}

const volumes = (list: DraftList, { bars, volumeUnit }: PriceSheet): void => {
  const { from, factor } = volumeUnit
  if (factor === null) return
  list.add('data.volume.unit', bars.dates[from] ?? bars.dates.at(-1), {
    ...whole,
    unit: 'date',
    formula: 'first bar after the latest jump of the monthly median volume by more than 20 times'
  })
  list.add('data.volume.unit.factor', factor, {
    ...whole,
    unit: 'number',
    formula: 'median volume of the first month in the new unit / of the month before'
  })
}

const opens = (list: DraftList, { bars }: PriceSheet): void => {
  const copies = openCopies(bars)
  if (copies === null) return
  const formula = 'share of opens equal to the close before'
  list.add('data.open.copied', copies.share, { ...whole, unit: 'ratio', formula })
  if (copies.until < 0) return
  list.add('data.open.copied.until', bars.dates[copies.until], {
    ...whole,
    unit: 'date',
    formula: `last bar of the last year with a ${formula} over ${copiedLimit}`
  })
}

const columns = (list: DraftList, { priceBasis, returnBasis, bars }: PriceSheet): void => {
  const text = { ...whole, unit: 'text' } as const
  const priceColumn = priceBasis === 'total' ? 'adjusted close' : 'close'
  const returnColumn = returnBasis === 'total' ? 'adjusted close' : 'close'
  const price = 'column of price, levels, averages, oscillators, ranges and plans'
  const returns = 'column of returns, volatility, losses, rates and votes'
  list.add('data.price.column', priceColumn, { ...text, formula: price })
  list.add('data.price.basis', priceBasis, { ...text, formula: `basis of the ${price}` })
  list.add('data.return.column', returnColumn, { ...text, formula: returns })
  list.add('data.return.basis', returnBasis, { ...text, formula: `basis of the ${returns}` })
  if (returnBasis !== 'total') return
  // Whether the date is a past one is not told from the rows: that would be reading ahead.
  list.add('data.restated', bars.adjusted === null ? 'close' : 'adjusted close', {
    ...text,
    formula: 'column that its vendor has adjusted for what happened later'
  })
}

/** What is to be known about the file before any figure made of it is believed. */
export const flagFacts = (list: DraftList, sheet: PriceSheet): void => {
  columns(list, sheet)
  splits(list, sheet)
  volumes(list, sheet)
  opens(list, sheet)
}
