import type { PriceSheet } from '../price-sheet'
import { excessKurtosis, isFlat, mean, sampleDeviation, skewness } from '../statistics/moments'
import { quantile } from '../statistics/quantiles'
import { logReturns, simpleReturns, weightedDeviations } from '../statistics/returns'
import { drawdowns, runningPeakIndex } from '../statistics/drawdowns'
import { deviationWarmUp } from './deviations'
import type { DraftList, DraftShape } from './draft'

/** Sessions a year by which deviations are annualised; stated wherever one is shown. */
export const sessionsPerYear = 252
/** The last returns that losses are read from, and the fewest that they need. */
export const sampleLimit = 1_000
export const sampleMinimum = 250
const largestLeftOut = 3

const volatilities = (list: DraftList, { total, returnBasis: basis }: PriceSheet): void => {
  const returns = logReturns(total)
  for (const length of [20, 60]) {
    if (returns.length < length) continue
    const value = sampleDeviation(returns.subarray(-length)) * Math.sqrt(sessionsPerYear)
    const formula = `sample deviation of ${length} log returns * sqrt(${sessionsPerYear})`
    const from = total.length - 1 - length
    list.add(`volatility.${length}d`, value, { unit: 'ratio', basis, from, formula })
  }
  if (total.length < deviationWarmUp) return
  const daily = weightedDeviations(returns).at(-1) ?? NaN
  const formula = `sqrt(EWMA(log return^2, 0.94)) * sqrt(${sessionsPerYear})`
  const value = daily * Math.sqrt(sessionsPerYear)
  list.add('volatility.ewma', value, { unit: 'ratio', basis, from: 0, formula })
}

/** Historical value at risk and expected shortfall of one day; losses are positive. */
const losses = (list: DraftList, { total, returnBasis: basis }: PriceSheet): void => {
  const sample = simpleReturns(total, 1).subarray(1).slice(-sampleLimit)
  const shape = { unit: 'ratio', basis, from: total.length - 1 - sample.length } as const
  if (sample.length < sampleMinimum) return
  const fifth = quantile(sample, 0.05)
  const name = `last ${sample.length} simple returns`
  list.add('var.95.1d', -fifth, { ...shape, formula: `-quantile(${name}, 0.05)` })
  if (sample.length === sampleLimit) {
    const formula = `-quantile(${name}, 0.01)`
    list.add('var.99.1d', -quantile(sample, 0.01), { ...shape, formula })
  }
  const beyond = sample.filter((value) => value <= fifth)
  const formula = `mean of the losses at or beyond var.95.1d in the ${name}`
  list.add('es.95.1d', -mean(beyond), { ...shape, formula })
}

const falls = (list: DraftList, sheet: PriceSheet): void => {
  const { bars, priceBasis: basis } = sheet
  const { close, dates } = bars
  if (close.length < 2) return
  const shape = { unit: 'ratio', basis, from: 0 } as const
  const depths = drawdowns(close)
  const deepest = depths.reduce((best, depth, at) => (depth > (depths[best] ?? 0) ? at : best), 0)
  const formula = 'max over t of 1 - close[t] / max(close[1..t])'
  list.add('drawdown.max', depths[deepest], { ...shape, formula })
  if ((depths[deepest] ?? 0) > 0) {
    const peak = runningPeakIndex(close, deepest)
    const when = { ...shape, unit: 'date', basis: 'none' } as const
    list.add('drawdown.max.peak', dates[peak], { ...when, formula: 'date of its peak' })
    list.add('drawdown.max.trough', dates[deepest], { ...when, formula: 'date of its trough' })
  }
  if (close.length >= sessionsPerYear) {
    const year = drawdowns(close.subarray(-sessionsPerYear))
    const from = close.length - sessionsPerYear
    list.add('drawdown.max.252d', Math.max(...year), { ...shape, from, formula: `${formula}, 252` })
  }
  list.add('drawdown.current', depths.at(-1), {
    ...shape,
    formula: '1 - close[t] / max(close[1..t])'
  })
  const peak = runningPeakIndex(close, close.length - 1)
  list.add('drawdown.bars', close.length - 1 - peak, {
    ...shape,
    unit: 'bars',
    basis: 'none',
    formula: 'bars since the latest max(close[1..t])'
  })
}

const shapeFacts = (list: DraftList, { total, returnBasis: basis }: PriceSheet): void => {
  const all = simpleReturns(total, 1).subarray(1)
  if (all.length >= sessionsPerYear) {
    const year = all.subarray(-sessionsPerYear)
    const deviation = isFlat(year) ? 0 : sampleDeviation(year)
    const ratio = (mean(year) / deviation) * Math.sqrt(sessionsPerYear)
    const from = total.length - 1 - sessionsPerYear
    const shape = { unit: 'number', basis, from } as const
    const formula = 'mean / sample deviation of 252 simple returns * sqrt(252)'
    list.add('sharpe.252d', ratio, { ...shape, formula })
    const error = Math.sqrt(1 + (ratio * ratio) / (2 * sessionsPerYear))
    list.add('sharpe.252d.se', error, { ...shape, formula: 'sqrt(1 + sharpe.252d^2 / 504)' })
  }
  const sample = all.slice(-sampleLimit)
  if (sample.length < sampleMinimum || isFlat(sample)) return
  const from = total.length - 1 - sample.length
  const shape: DraftShape = { unit: 'number', basis, from, formula: '' }
  const ordered = [...sample].sort((a, b) => Math.abs(a) - Math.abs(b))
  const smaller = ordered.slice(0, -largestLeftOut)
  const without = isFlat(smaller) ? [] : smaller
  const name = `last ${sample.length} simple returns`
  const rest = `${name} without the ${largestLeftOut} largest moves`
  const [third, fourth] = ['population skewness of the', 'population excess kurtosis of the']
  list.add('skewness', skewness(sample), { ...shape, formula: `${third} ${name}` })
  list.add('skewness.without3', skewness(without), { ...shape, formula: `${third} ${rest}` })
  list.add('kurtosis.excess', excessKurtosis(sample), { ...shape, formula: `${fourth} ${name}` })
  list.add('kurtosis.excess.without3', excessKurtosis(without), {
    ...shape,
    formula: `${fourth} ${rest}`
  })
}

/** Volatility, losses, drawdowns and the shape of returns. */
export const riskFacts = (list: DraftList, sheet: PriceSheet): void => {
  volatilities(list, sheet)
  losses(list, sheet)
  falls(list, sheet)
  shapeFacts(list, sheet)
}
