import type { PriceSheet } from '../price-sheet'
import { simpleReturns } from '../statistics/returns'
import type { DraftList } from './draft'

const returnBars = [1, 5, 20, 60, 252]
const closeExtremeBars = [20, 60, 252]
const yearBars = 252

/** Index of the largest value of the last `length` ones; the latest where several are equal. */
const lastIndexOfMaximum = (values: Float64Array, length: number, sign: 1 | -1): number => {
  let best = values.length - length
  for (let index = best; index < values.length; index += 1) {
    if (sign * (values[index] ?? NaN) >= sign * (values[best] ?? NaN)) best = index
  }
  return best
}

interface Extreme {
  metric: string
  column: Float64Array
  length: number
  sign: 1 | -1
  name: string
}

const addExtreme = (list: DraftList, sheet: PriceSheet, extreme: Extreme): void => {
  const { metric, column, length, sign, name } = extreme
  if (column.length < length) return
  const at = lastIndexOfMaximum(column, length, sign)
  const from = column.length - length
  const formula = `${sign > 0 ? 'max' : 'min'}(${name}[t-${length - 1}..t])`
  list.add(metric, column[at], { unit: 'price', basis: sheet.priceBasis, from, formula })
  const date = sheet.bars.dates[at]
  const when = `latest date of ${formula}`
  list.add(`${metric}.date`, date, { unit: 'date', basis: 'none', from, formula: when })
}

/** Bars used, the close, returns, extremes and the distances to them. */
export const priceFacts = (list: DraftList, sheet: PriceSheet): void => {
  const { bars, total, hasRange, priceBasis, returnBasis } = sheet
  const count = bars.close.length
  const whole = { basis: 'none', from: 0 } as const
  list.add('data.bars', count, { ...whole, unit: 'bars', formula: 'count(bars)' })
  const stale = 'count(volume = 0 and close[t] = close[t-1]), dropped'
  list.add('data.stale.bars', sheet.staleBars, { ...whole, unit: 'bars', formula: stale })
  list.add('data.from', bars.dates[0], { ...whole, unit: 'date', formula: 'date[1]' })
  const close = bars.close[count - 1] ?? NaN
  list.add('price.close', close, { unit: 'price', basis: priceBasis, formula: 'close[t]' })
  for (const length of returnBars) {
    list.add(`return.${length}d`, simpleReturns(total, length)[count - 1], {
      unit: 'ratio',
      basis: returnBasis,
      from: count - 1 - length,
      formula: `close[t] / close[t-${length}] - 1`
    })
  }
  const [top, bottom] = hasRange ? ['high', 'low'] : ['close', 'close']
  const year = { length: yearBars }
  const high = { ...year, metric: 'high.252d', column: bars.high, sign: 1, name: top } as const
  const low = { ...year, metric: 'low.252d', column: bars.low, sign: -1, name: bottom } as const
  addExtreme(list, sheet, high)
  addExtreme(list, sheet, low)
  for (const sign of [1, -1] as const) {
    for (const length of closeExtremeBars) {
      const metric = `close.${sign > 0 ? 'high' : 'low'}.${length}d`
      addExtreme(list, sheet, { metric, column: bars.close, length, sign, name: 'close' })
    }
  }
  for (const level of ['high.252d', 'low.252d']) {
    list.add(`distance.${level}`, close / Number(list.value(level) ?? NaN) - 1, {
      unit: 'ratio',
      basis: priceBasis,
      from: count - yearBars,
      formula: `price.close / ${level} - 1`,
      inputs: ['price.close', level]
    })
  }
}
