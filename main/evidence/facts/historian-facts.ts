import type { PriceSheet } from '../price-sheet'
import { wilsonInterval } from '../statistics/wilson'
import { gainShare, sampleOf, shareOfGains } from './base-rate-facts'
import type { DraftList, DraftShape } from './draft'
import { horizonBars, sideOf, type States } from './states'
import { minimumWindows } from './votes'

/** RSI points to either side that count as like today's. */
const nearPoints = 5

type Shape = (unit: DraftShape['unit'], formula: string) => DraftShape

/** The base rate once more, over days whose RSI is near today's instead of in its band. */
const nearFacts = (
  list: DraftList,
  states: States,
  context: { shape: Shape; closes: Float64Array }
) => {
  const { shape, closes } = context
  const last = closes.length - 1
  const side = (at: number): string | null =>
    sideOf(closes[at] ?? NaN, states.trendAverage[at] ?? NaN)
  const today = states.rsi[last] ?? NaN
  const sample = sampleOf(
    states,
    (_code, at) =>
      Math.abs((states.rsi[at] ?? NaN) - today) <= nearPoints && side(at) === side(last)
  )
  const rule = `|rsi.14 - today's| <= ${nearPoints}, same side of sma.200`
  const add = (name: string, value: number | string, rest: DraftShape): void =>
    list.add(`baserate.20d.near.${name}`, value, rest)
  add('n', sample.indices.length, shape('count', `past bars with ${rule}`))
  add('windows', sample.windows, shape('count', 'of these, at least 20 bars apart'))
  if (sample.windows < minimumWindows) return
  const share = shareOfGains(sample.returns)
  const usual = shareOfGains(sampleOf(states, () => true).returns)
  const { low, high } = wilsonInterval(share, sample.windows)
  const bound = '95 % Wilson bound of near.hitrate over near.windows'
  add('hitrate', share, shape('ratio', `${gainShare}, ${rule}`))
  add('low', low, shape('ratio', bound))
  add('high', high, shape('ratio', bound))
  const differs = usual < low || usual > high ? 'yes' : 'no'
  add('differs', differs, shape('text', 'all.hitrate outside [near.low, near.high]'))
}

/** First bars of the separate windows of a sample. */
const windowStarts = (indices: readonly number[]): number[] => {
  const starts: number[] = []
  for (const index of indices) {
    if (index - (starts.at(-1) ?? -Infinity) >= horizonBars) starts.push(index)
  }
  return starts
}

/** How the windows of today's state are spread over calendar years. */
const yearFacts = (
  list: DraftList,
  { dates, starts, shape }: { dates: readonly string[]; starts: readonly number[]; shape: Shape }
): void => {
  const counts = new Map<string, number>()
  for (const index of starts) {
    const year = (dates[index] ?? '').slice(0, 4)
    counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  if (counts.size === 0) return
  const spread = [...counts].map(([year, count]) => `${year}:${count}`).join(' ')
  const [year, most] = [...counts].reduce((best, each) => (each[1] >= best[1] ? each : best))
  const add = (name: string, value: number | string, rest: DraftShape): void =>
    list.add(`baserate.20d.windows.${name}`, value, rest)
  add('by.year', spread, shape('text', 'baserate.20d.windows by the year they start in'))
  add('years', counts.size, shape('count', 'years with such a window'))
  add('most', most, shape('count', 'windows of the year that has most'))
  add('most.year', year, shape('text', 'the latest year that has so many'))
}

/** How much the base rate owes to its band's edges, and to single years. */
export const historianFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const today = states.historian.at(-1) ?? null
  if (today === null) return
  const { dates, close } = sheet.bars
  const first = states.historian.findIndex((code) => code !== null)
  const shape: Shape = (unit, formula) => ({ unit, basis: 'none', from: first, formula })
  nearFacts(list, states, { shape, closes: close })
  const { indices } = sampleOf(states, (code) => code === today)
  yearFacts(list, { dates, starts: windowStarts(indices), shape })
}
