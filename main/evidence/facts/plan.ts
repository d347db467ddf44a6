import type { FactBasis } from '../../../preload/contract/facts'
import type { PriceSheet } from '../price-sheet'
import type { DraftList, DraftShape } from './draft'
import { confidenceOf, forecastMargin, roomProbability } from './room-forecast'
import { addWeekdays } from './weekdays'

/** How many sessions a plan lasts. */
const planBars = 20
/** How far back the swing low of its stop is looked for: three times as long as it lasts. */
const swingBars = 60
const rangesToStop = 2
const rangesUnderSwing = 0.25
const lowPercentile = 0.1
const highPercentile = 0.9

const percentileMetrics = [
  'percentile.volatility',
  'percentile.return.20d',
  'percentile.distance.sma.200',
  'percentile.drawdown'
]

/** The value of a numeric draft; NaN when it is absent. */
export const numberOf = (list: DraftList, metric: string): number => {
  const value = list.value(metric)
  return typeof value === 'number' ? value : NaN
}

/** How many measures have a percentile, and how many of them lie in the middle 80 %. */
const percentileCounts = (list: DraftList): void => {
  const inputs = percentileMetrics.filter((metric) => !Number.isNaN(numberOf(list, metric)))
  if (inputs.length === 0) return
  const middle = inputs.filter((metric) => {
    const share = numberOf(list, metric)
    return share >= lowPercentile && share <= highPercentile
  })
  const shape = { unit: 'count', basis: 'none', inputs } as const
  list.add('percentile.count', inputs.length, { ...shape, formula: 'count(inputs)' })
  const formula = 'count(0.1 <= input <= 0.9)'
  list.add('percentile.middle80', middle.length, { ...shape, formula })
}

/** One-day losses in the price's own points. */
const lossPoints = (list: DraftList, { priceBasis: basis }: PriceSheet): void => {
  for (const metric of ['var.95.1d', 'var.99.1d', 'es.95.1d']) {
    list.add(`${metric}.points`, numberOf(list, metric) * numberOf(list, 'price.close'), {
      unit: 'price',
      basis,
      inputs: [metric, 'price.close'],
      formula: `${metric} * price.close`
    })
  }
}

const swingLow = (list: DraftList, { bars, hasRange, priceBasis: basis }: PriceSheet): void => {
  const from = bars.low.length - swingBars
  if (from < 0) return
  let at = from
  for (let index = from; index < bars.low.length; index += 1) {
    if ((bars.low[index] ?? NaN) <= (bars.low[at] ?? NaN)) at = index
  }
  const formula = `min(${hasRange ? 'low' : 'close'}[t-${swingBars - 1}..t])`
  list.add('plan.swing.low', bars.low[at], { unit: 'price', basis, from, formula })
  const when = `latest date of ${formula}`
  const date = { unit: 'date', basis: 'none', from, formula: when } as const
  list.add('plan.swing.low.date', bars.dates[at], date)
}

export interface StopNames {
  stop: string
  size: string
  entry: string
  /** The metric of a usual day's move: a true range, or of closes only. */
  range: string
  swing: string
  /** Of equity, lost when the stop is reached. */
  riskShare: number
}

/** The further of two daily ranges and the swing low less a quarter of one, and what it allows. */
export const stopFacts = (list: DraftList, basis: FactBasis, names: StopNames): void => {
  const { stop, size, entry, range, swing, riskShare } = names
  const [price, width] = [numberOf(list, entry), numberOf(list, range)]
  const bySwing = numberOf(list, swing) - rangesUnderSwing * width
  const level = Math.min(price - rangesToStop * width, bySwing)
  // A range of zero says nothing of risk, and a stop at or under zero is none.
  if (!(width > 0) || !(level > 0)) return
  const distance = (price - level) / price
  list.add(stop, level, {
    unit: 'price',
    basis,
    inputs: [entry, range, swing],
    formula: `min(${entry} - 2 * ${range}, ${swing} - ${range} / 4)`
  })
  list.add(`${stop}.distance`, distance, {
    unit: 'ratio',
    basis,
    inputs: [entry, stop],
    formula: `(${entry} - ${stop}) / ${entry}`
  })
  list.add(size, Math.min(1, riskShare / distance), {
    unit: 'ratio',
    basis: 'none',
    inputs: [`${stop}.distance`],
    formula: `min(1, ${riskShare} / ${stop}.distance)`
  })
}

/** The room's forecast from both votes; absent as soon as one vote is. */
const forecastFacts = (list: DraftList): void => {
  const inputs = ['vote.quant.p', 'vote.historian.p']
  const votes = inputs.map((metric) => numberOf(list, metric))
  const p = votes.some((vote) => Number.isNaN(vote)) ? null : roomProbability(votes)
  if (p === null) return
  const shape: Omit<DraftShape, 'formula'> = {
    unit: 'ratio',
    basis: 'none',
    inputs: ['forecast.p']
  }
  const formula = 'logistic(mean(log(input / (1 - input))))'
  list.add('forecast.p', p, { ...shape, inputs, formula })
  const likelier = 'max(forecast.p, 1 - forecast.p)'
  list.add('forecast.confidence', confidenceOf(p), { ...shape, formula: likelier })
  const distance = '| |forecast.p - 0.5| - 0.02 |'
  list.add('forecast.margin', forecastMargin(p), { ...shape, formula: distance })
}

/**
 * The figures that follow from other facts: losses in points, the plan's stop and size, the room's
 * forecast. They come last, since their inputs must stand before them.
 */
export const planFacts = (list: DraftList, sheet: PriceSheet, riskShare: number): void => {
  percentileCounts(list)
  lossPoints(list, sheet)
  swingLow(list, sheet)
  const ways = { range: 'atr.14', swing: 'plan.swing.low', riskShare }
  const holding = { stop: 'plan.stop', size: 'plan.size', entry: 'price.close' }
  const flat = { stop: 'plan.entry.stop', size: 'plan.entry.size', entry: 'close.high.20d' }
  for (const names of [holding, flat]) stopFacts(list, sheet.priceBasis, { ...names, ...ways })
  list.add('plan.expiry', addWeekdays(sheet.asOf, planBars), {
    unit: 'date',
    basis: 'none',
    formula: `date[t] + ${planBars} weekdays; the exchange's holidays are not known`
  })
  forecastFacts(list)
}
