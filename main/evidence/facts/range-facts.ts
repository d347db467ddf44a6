import type { PriceSheet } from '../price-sheet'
import { sortedCopy, sortedQuantile } from '../statistics/quantiles'
import { logReturns } from '../statistics/returns'
import type { DraftList } from './draft'
import { horizonBars, type States } from './states'

/** The fewest past returns that make a range. */
export const rangeMinimum = 500
export const rangePercents = [5, 10, 50, 90, 95] as const
export type RangePercent = (typeof rangePercents)[number]

/** Log returns of the next bars at each percent. */
export type ReturnRange = Readonly<Record<RangePercent, number>>

const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length

/**
 * The range of the next bars, 20 where nothing else is said: quantiles of past log returns over as
 * many bars, each divided by √(bars · (½ EWMA variance of its first day + ½ long-run variance)), times
 * today's. The long-run variance is the mean square of all daily log returns up to today. Null under
 * 500 past returns or without any move.
 */
export const returnRange = (
  total: Float64Array,
  deviations: Float64Array,
  bars: number = horizonBars
): ReturnRange | null => {
  const longRun = meanSquare(logReturns(total))
  const scaleAt = (at: number): number =>
    Math.sqrt(bars * (0.5 * (deviations[at] ?? NaN) ** 2 + 0.5 * longRun))
  const scaled: number[] = []
  for (let at = 0; at + bars < total.length; at += 1) {
    const move = Math.log((total[at + bars] ?? NaN) / (total[at] ?? NaN)) / scaleAt(at)
    if (!Number.isNaN(move)) scaled.push(move)
  }
  if (scaled.length < rangeMinimum) return null
  const sorted = sortedCopy(scaled)
  const today = scaleAt(total.length - 1)
  const quantileAt = (percent: RangePercent): number =>
    sortedQuantile(sorted, percent / 100) * today
  return {
    5: quantileAt(5),
    10: quantileAt(10),
    50: quantileAt(50),
    90: quantileAt(90),
    95: quantileAt(95)
  }
}

/** The range of the next 20 bars as prices and as returns from the last close. */
export const rangeFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const range = returnRange(sheet.total, states.deviations)
  if (range === null) return
  const scale = 'sqrt(20 * (EWMA variance + mean of all log return^2) / 2)'
  for (const percent of rangePercents) {
    const metric = `range.20d.return.${percent}`
    list.add(metric, Math.expm1(range[percent]), {
      unit: 'ratio',
      basis: sheet.returnBasis,
      from: 0,
      formula: `exp(quantile(past 20-bar log returns / ${scale}, ${percent / 100}) * today's) - 1`
    })
    list.add(`range.20d.${percent}`, Math.exp(range[percent]) * (sheet.bars.close.at(-1) ?? NaN), {
      unit: 'price',
      basis: sheet.priceBasis,
      inputs: ['price.close', metric],
      formula: `price.close * (1 + ${metric})`
    })
  }
}
