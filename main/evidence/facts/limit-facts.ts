import type { PriceSheet } from '../price-sheet'
import { dailyLimits, limitState, type LimitState } from '../taiwan/daily-limits'
import { taiwanListing } from '../taiwan/taiwan-listing'
import type { DraftList } from './draft'

/** Bars in which days at a limit are counted: those that losses are read from. */
const countedBars = 1_000

const stateAt = ({ bars }: PriceSheet, at: number, isFund: boolean): LimitState => {
  const [before, close] = [bars.close[at - 1] ?? NaN, bars.close[at] ?? NaN]
  return limitState({ before, close, date: bars.dates[at] ?? '' }, isFund)
}

/** The prices that the next session cannot leave, by the rules of the last bar's date. */
const nextLimits = (list: DraftList, sheet: PriceSheet, isFund: boolean): void => {
  const { bars, asOf, priceBasis: basis } = sheet
  const { rate, up, down } = dailyLimits(bars.close.at(-1) ?? NaN, asOf, isFund)
  const shape = { unit: 'price', basis, inputs: ['price.close'] } as const
  const text = 'on the tick inside it, no dividend'
  list.add('limit.rate', rate, {
    unit: 'ratio',
    basis: 'none',
    formula: '0.1 from 2015-06-01 on, 0.07 before'
  })
  list.add('limit.up', up, { ...shape, formula: `price.close * (1 + limit.rate), ${text}` })
  list.add('limit.down', down, { ...shape, formula: `price.close * (1 - limit.rate), ${text}` })
}

/**
 * A Taiwan listing, its daily limits, and whether the last close is at one: such a bar is censored.
 * Adjusted closes are no prices that traded, so from them no limit can be told.
 */
export const limitFacts = (list: DraftList, sheet: PriceSheet, subject: string): void => {
  const listing = taiwanListing(sheet, subject)
  if (listing === null) return
  const formula = 'exchange suffix, columns of the exchange, or a bare code with closes on ticks'
  list.add('data.market', 'TW', { unit: 'text', basis: 'none', from: 0, formula })
  const { isFund, onTicks } = listing
  const last = sheet.bars.close.length - 1
  if (!onTicks || last < 1) return
  nextLimits(list, sheet, isFund)
  const first = Math.max(1, last - countedBars + 1)
  let count = 0
  for (let at = first; at <= last; at += 1) count += stateAt(sheet, at, isFund) === null ? 0 : 1
  const rule = 'close within one tick of close[t-1] * (1 +- limit.rate)'
  const shape = { basis: 'none', from: first - 1 } as const
  list.add('limit.bars.1000d', count, { ...shape, unit: 'bars', formula: `count(${rule})` })
  const state = stateAt(sheet, last, isFund)
  list.add('limit.state', state, { ...shape, from: last - 1, unit: 'text', formula: rule })
}
