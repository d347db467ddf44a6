import type { PriceSheet } from '../price-sheet'
import { drawdowns } from '../statistics/drawdowns'
import { logReturns, simpleReturns } from '../statistics/returns'
import type { DraftList } from './draft'
import {
  ageOf,
  horizonBars,
  momentum,
  monthBars,
  weekBars,
  weekScore,
  yearBars,
  type States
} from './states'

const percentileValues = 1_000
const unusual = 2

const moves = (list: DraftList, sheet: PriceSheet, { deviations }: States): void => {
  const { total, returnBasis: basis, bars } = sheet
  const returns = logReturns(total)
  const last = total.length - 1
  const shape = { unit: 'number', basis, from: 0 } as const
  const scores = total.map((_close, at) => (returns[at - 1] ?? NaN) / (deviations[at - 1] ?? NaN))
  const day = 'log return / EWMA deviation of the day before'
  list.add('z.1d', scores[last], { ...shape, formula: day })
  const weekAgo = last - weekBars
  const formula = '5-bar log return / (EWMA deviation of 5 bars ago * sqrt(5))'
  const before = total[weekAgo] ?? NaN
  const week = weekScore(total[last] ?? NaN, before, deviations[weekAgo] ?? NaN)
  list.add('z.5d', week, { ...shape, formula })
  const at = scores.findLastIndex((score) => Number.isFinite(score) && Math.abs(score) >= unusual)
  if (at < 0) return
  const none = { ...shape, basis: 'none' } as const
  list.add('sigma2.bars', last - at, {
    ...none,
    unit: 'bars',
    formula: 'bars since the last |z.1d| >= 2'
  })
  list.add('sigma2.date', bars.dates[at], { ...none, unit: 'date', formula: 'date of that bar' })
}

const trend = (list: DraftList, sheet: PriceSheet, { trendAverage }: States): void => {
  const { bars, priceBasis: basis } = sheet
  const last = bars.close.length - 1
  const today = trendAverage[last] ?? NaN
  const close = bars.close[last] ?? NaN
  if (Number.isNaN(today)) return
  const sides = Array.from(trendAverage, (average, at) =>
    Number.isNaN(average) ? null : (bars.close[at] ?? NaN) > average
  )
  const inputs = ['price.close', 'sma.200']
  const shape = { unit: 'ratio', basis } as const
  const distance = 'price.close / sma.200 - 1'
  list.add('distance.sma.200', close / today - 1, { ...shape, inputs, formula: distance })
  list.add('trend.sma200.bars', ageOf(sides), {
    unit: 'bars',
    basis: 'none',
    from: 0,
    formula: 'bars on this side of sma.200, today included; equal counts as below'
  })
  list.add('trend.sma200.slope.20d', today / (trendAverage[last - horizonBars] ?? NaN) - 1, {
    ...shape,
    from: Math.max(0, last - 219),
    formula: 'sma.200[t] / sma.200[t-20] - 1'
  })
}

const worst = (list: DraftList, sheet: PriceSheet): void => {
  const { total, returnBasis: basis, bars } = sheet
  const returns = simpleReturns(total, horizonBars)
  let at = horizonBars
  for (let index = at; index < returns.length; index += 1) {
    if ((returns[index] ?? NaN) < (returns[at] ?? NaN)) at = index
  }
  const formula = 'min of close[t] / close[t-20] - 1'
  list.add('return.20d.worst', returns[at], { unit: 'ratio', basis, from: 0, formula })
  if (at < returns.length) {
    const shape = {
      unit: 'date',
      basis: 'none',
      from: 0,
      formula: `last date of ${formula}`
    } as const
    list.add('return.20d.worst.date', bars.dates[at], shape)
  }
}

const percentiles = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const { bars, total } = sheet
  const add = (name: string, series: Float64Array): void => {
    const recent = series.slice(-percentileValues).filter((value) => !Number.isNaN(value))
    const today = series.at(-1) ?? NaN
    // Among equal values there is no rank.
    if (recent.length < percentileValues || recent.every((value) => value === today)) return
    const share = recent.filter((value) => value <= today).length / percentileValues
    list.add(`percentile.${name}`, share, {
      unit: 'ratio',
      basis: 'none',
      from: bars.close.length - percentileValues,
      formula: `share of the last ${percentileValues} values <= today's`
    })
  }
  add('volatility', states.deviations)
  add('return.20d', simpleReturns(total, horizonBars))
  const distance = bars.close.map((close, at) => close / (states.trendAverage[at] ?? NaN) - 1)
  add('distance.sma.200', distance)
  add('drawdown', drawdowns(bars.close))
}

/** Where today stands: in deviations, against the trend, in the last 1,000 bars. */
export const stateFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  moves(list, sheet, states)
  trend(list, sheet, states)
  list.add('momentum.12-1', momentum(sheet.total).at(-1), {
    unit: 'ratio',
    basis: sheet.returnBasis,
    from: Math.max(0, sheet.total.length - (yearBars + 1)),
    formula: `close[t-${monthBars}] / close[t-${yearBars}] - 1`
  })
  worst(list, sheet)
  percentiles(list, sheet, states)
}
