import { closeOnAverage, closeOnSignal, closeOnStrength } from '../indicators/next-close'
import { convergenceOf } from '../indicators/moving-averages'
import { wilderMoves } from '../indicators/rsi'
import { wilderAverages } from '../indicators/wilder'
import type { PriceSheet } from '../price-sheet'
import type { DraftList } from './draft'
import { rsiBars, type States } from './states'
import { averageBars, warmUp } from './trend-facts'

const strengthLines = [30, 50, 70]

type Add = (name: string, close: number | null, formula: string, from?: number) => void

const averages = (add: Add, { bars }: PriceSheet): void => {
  const count = bars.close.length
  for (const length of averageBars) {
    // Of a fact there is no crossing before there is the fact.
    if (count < length) continue
    const formula = `sum(close[t-${length - 2}..t]) / ${length - 1}`
    add(`sma.${length}`, closeOnAverage(bars.close, length), formula, count - length + 1)
  }
}

const strengths = (add: Add, { bars }: PriceSheet): void => {
  if (bars.close.length < warmUp.rsi) return
  const { gain, loss } = wilderMoves(bars.close, rsiBars)
  const now = {
    last: bars.close.at(-1) ?? NaN,
    gain: gain.at(-1) ?? NaN,
    loss: loss.at(-1) ?? NaN,
    n: rsiBars
  }
  for (const line of strengthLines) {
    const odds = `${line} / ${100 - line}`
    const formula =
      `close[t] + 13 * (loss * ${odds} - gain) when that is a rise, ` +
      `else close[t] - 13 * (gain / (${odds}) - loss)`
    add(`rsi.${line}`, closeOnStrength(now, line), formula)
  }
}

const convergence = (add: Add, { bars }: PriceSheet): void => {
  if (bars.close.length < warmUp.macd) return
  const { fast, slow, signal } = convergenceOf(bars.close)
  const formula = '(signal - 11/13 * EMA.12 + 25/27 * EMA.26) / (2/13 - 2/27)'
  add('macd.histogram', closeOnSignal({ fast, slow, signal }), formula)
}

/** The mean daily move of a file that has closes only. */
const moveFact = (list: DraftList, { bars, hasRange, priceBasis: basis }: PriceSheet): void => {
  if (hasRange || bars.close.length < warmUp.atr) return
  const moves = bars.close
    .subarray(1)
    .map((close, index) => Math.abs(close - (bars.close[index] ?? NaN)))
  const formula = 'Wilder mean of 14 |close[t] - close[t-1]|'
  list.add('move.14', wilderAverages(moves, 14).at(-1), { unit: 'price', basis, from: 0, formula })
}

/** Next closes that move an indicator across its line: the price, how far, and in deviations. */
export const triggerFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const { bars, priceBasis: basis } = sheet
  const last = bars.close.at(-1) ?? NaN
  const today = states.deviations.at(-1) ?? NaN
  moveFact(list, sheet)
  const add: Add = (name, close, formula, from = 0) => {
    if (close === null) return
    const metric = `trigger.${name}`
    const inputs = ['price.close', metric]
    list.add(metric, close, { unit: 'price', basis, from, formula })
    list.add(`${metric}.points`, close - last, {
      unit: 'price',
      basis,
      inputs,
      formula: `${metric} - price.close`
    })
    list.add(`${metric}.sigma`, Math.log(close / last) / today, {
      unit: 'number',
      basis: 'none',
      inputs: [...inputs, 'volatility.ewma'],
      formula: `log(${metric} / price.close) / (volatility.ewma / sqrt(252))`
    })
  }
  averages(add, sheet)
  strengths(add, sheet)
  convergence(add, sheet)
}
