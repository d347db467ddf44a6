import type { PriceSheet } from '../price-sheet'
import { mean, sampleDeviation } from '../statistics/moments'
import { sortedCopy, sortedQuantile } from '../statistics/quantiles'
import { separateWindows } from '../statistics/windows'
import { wilsonInterval } from '../statistics/wilson'
import type { DraftList, DraftShape } from './draft'
import { ageOf, horizonBars, type States } from './states'
import { minimumWindows } from './votes'

export const gainShare = 'share of following 20-bar returns > 0'

/** Past days with 20 bars after them, what followed, and how many windows they are. */
export interface Sample {
  indices: number[]
  returns: Float64Array
  windows: number
}

export const sampleOf = (states: States, wanted: (code: string, at: number) => boolean): Sample => {
  const indices: number[] = []
  states.historian.forEach((code, at) => {
    if (code !== null && !Number.isNaN(states.following[at]) && wanted(code, at)) indices.push(at)
  })
  const returns = Float64Array.from(indices, (at) => states.following[at] ?? NaN)
  return { indices, returns, windows: separateWindows(indices, horizonBars) }
}

export const shareOfGains = (returns: Float64Array): number =>
  returns.filter((value) => value > 0).length / returns.length

type Shape = (unit: DraftShape['unit'], formula: string) => DraftShape

const usual = (list: DraftList, all: Sample, shape: Shape): void => {
  if (all.indices.length === 0) return
  const add = (name: string, value: number, unit: DraftShape['unit'], formula: string): void =>
    list.add(`baserate.20d.all.${name}`, value, shape(unit, `${formula}, every state`))
  add('n', all.indices.length, 'count', 'bars from the 200th with 20 bars after them')
  add('windows', all.windows, 'count', 'of these, at least 20 bars apart')
  add('hitrate', shareOfGains(all.returns), 'ratio', gainShare)
  add('mean', mean(all.returns), 'ratio', 'mean of following 20-bar returns')
  add('median', sortedQuantile(sortedCopy(all.returns), 0.5), 'ratio', 'median of them')
}

const distribution = (
  list: DraftList,
  { indices, returns, windows }: Sample,
  { dates, shape }: { dates: readonly string[]; shape: Shape }
): void => {
  const sorted = sortedCopy(returns)
  const add = (name: string, value: number, formula: string): void =>
    list.add(`baserate.20d.${name}`, value, shape('ratio', formula))
  add('mean', mean(returns), 'mean of following 20-bar returns')
  add('mean.se', sampleDeviation(returns) / Math.sqrt(windows), 'deviation / sqrt(windows)')
  add('median', sortedQuantile(sorted, 0.5), 'median of following 20-bar returns')
  add('q10', sortedQuantile(sorted, 0.1), 'their 10 % quantile')
  add('q90', sortedQuantile(sorted, 0.9), 'their 90 % quantile')
  add('worst', sorted[0] ?? NaN, 'their minimum')
  const worst = indices[returns.indexOf(sorted[0] ?? NaN)] ?? 0
  const ended = dates[worst + horizonBars]
  list.add('baserate.20d.worst.date', ended, shape('date', 'last date of the worst 20 bars'))
}

/**
 * What followed when this subject was in today's state: the share of gains with its interval over
 * separate windows, and the same over every state. Under 10 windows there is no rate.
 */
export const baseRateFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const today = states.historian.at(-1) ?? null
  if (today === null) return
  const first = states.historian.findIndex((code) => code !== null)
  const shape: Shape = (unit, formula) => ({
    unit,
    basis: unit === 'ratio' ? sheet.returnBasis : 'none',
    from: first,
    formula
  })
  const sample = sampleOf(states, (code) => code === today)
  const all = sampleOf(states, () => true)
  const add = (name: string, value: number | string, rest: DraftShape): void =>
    list.add(`baserate.20d.${name}`, value, rest)
  add('state', today, shape('text', 'RSI band | side of sma.200'))
  add('n', sample.indices.length, shape('count', 'past bars in this state'))
  add('windows', sample.windows, shape('count', 'of these, at least 20 bars apart'))
  if (sample.windows >= minimumWindows) {
    const share = shareOfGains(sample.returns)
    const { low, high } = wilsonInterval(share, sample.windows)
    add('hitrate', share, shape('ratio', gainShare))
    add('low', low, shape('ratio', '95 % Wilson bound of hitrate over windows'))
    add('high', high, shape('ratio', '95 % Wilson bound of hitrate over windows'))
    distribution(list, sample, { dates: sheet.bars.dates, shape })
    const outside = shareOfGains(all.returns) < low || shareOfGains(all.returns) > high
    add('differs', outside ? 'yes' : 'no', shape('text', 'all.hitrate outside [low, high]'))
  }
  add('state.age', ageOf(states.historian), shape('bars', 'bars in this state, today included'))
  usual(list, all, shape)
}
