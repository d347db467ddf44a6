import type { PriceSheet } from '../price-sheet'
import { mean } from '../statistics/moments'
import { quantile } from '../statistics/quantiles'
import { simpleReturns } from '../statistics/returns'
import { SlidingOrder } from '../statistics/sliding-order'
import { scaledReturns } from './deviations'
import type { DraftList } from './draft'
import { sampleLimit, sampleMinimum } from './risk-facts'
import type { States } from './states'

const breachBars = 250
const tail = 0.05
const farTail = 0.01
/** What a right 95 % line is broken by in that many bars. */
export const expectedBreaches = breachBars * tail

/** Filtered historical simulation: the losses of past days in deviations, times today's. */
const losses = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const { total, returnBasis: basis, bars } = sheet
  const today = states.deviations.at(-1) ?? NaN
  const recent = scaledReturns(total, states.deviations).slice(-sampleLimit)
  const sample = recent.filter((value) => !Number.isNaN(value))
  if (sample.length < sampleMinimum || !(today > 0)) return
  const from = Math.max(0, total.length - 1 - sample.length)
  const name = `last ${sample.length} of simple return / EWMA deviation of the day before`
  const add = (metric: string, value: number, formula: string): void => {
    list.add(metric, value, { unit: 'ratio', basis, from, formula })
    list.add(`${metric}.points`, value * (bars.close.at(-1) ?? NaN), {
      unit: 'price',
      basis: sheet.priceBasis,
      inputs: [metric, 'price.close'],
      formula: `${metric} * price.close`
    })
  }
  const times = 'times the EWMA deviation of today'
  const fifth = quantile(sample, tail)
  add('var.95.1d.scaled', -fifth * today, `-quantile(${name}, ${tail}) ${times}`)
  if (sample.length === sampleLimit) {
    const formula = `-quantile(${name}, ${farTail}) ${times}`
    add('var.99.1d.scaled', -quantile(sample, farTail) * today, formula)
  }
  const beyond = -mean(sample.filter((value) => value <= fifth)) * today
  add(
    'es.95.1d.scaled',
    beyond,
    `mean of what lies at or beyond that quantile of the ${name} ${times}`
  )
}

/**
 * In how many of the last 250 bars a value lay below the 5 % quantile of the up to 1,000 values
 * before it; null where one of them has under 250 known ones before it or is not known.
 */
export const breachesOf = (values: Float64Array): number | null => {
  const first = values.length - breachBars
  const order = new SlidingOrder(sampleLimit)
  let count = 0
  for (let at = Math.max(0, first - sampleLimit); at < values.length; at += 1) {
    const value = values[at] ?? NaN
    if (at >= first && (Number.isNaN(value) || order.length < sampleMinimum)) return null
    if (at >= first && value < order.quantile(tail)) count += 1
    if (!Number.isNaN(value)) order.add(value)
  }
  return values.length < breachBars ? null : count
}

const breaches = (list: DraftList, { total }: PriceSheet, states: States): void => {
  const shape = {
    unit: 'bars',
    basis: 'none',
    from: Math.max(0, total.length - 1 - breachBars - sampleLimit)
  } as const
  const metric = 'var.95.1d.breaches.250'
  const text = `of the last ${breachBars} bars, those with a loss over`
  const expected = `as known the day before; ${expectedBreaches} expected`
  list.add(metric, breachesOf(simpleReturns(total, 1)), {
    ...shape,
    formula: `${text} var.95.1d ${expected}`
  })
  list.add(`${metric}.scaled`, breachesOf(scaledReturns(total, states.deviations)), {
    ...shape,
    formula: `${text} var.95.1d.scaled ${expected}`
  })
}

/** One-day losses at today's volatility, and how often either line was broken. */
export const scaledLossFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  losses(list, sheet, states)
  breaches(list, sheet, states)
}
