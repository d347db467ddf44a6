import type { PriceSheet } from '../price-sheet'
import { median } from '../statistics/quantiles'
import { separateWindows } from '../statistics/windows'
import type { DraftList, DraftShape } from './draft'
import { horizonBars, type States } from './states'

const minimumWindows = 10
/** Windows' worth of ignorance that a share is shrunk towards one half with. */
const priorWindows = 20

interface Voter {
  name: 'quant' | 'historian'
  codes: readonly (string | null)[]
  formula: string
}

/** The median 20-bar return up to today: the line that the forecast's event is about. */
export const forecastMedian = (states: States): number => {
  const known = states.following.filter((value) => !Number.isNaN(value))
  return known.length === 0 ? NaN : median(known)
}

const vote = (
  list: DraftList,
  { name, codes, formula }: Voter,
  { states, middle }: { states: States; middle: number }
): void => {
  const today = codes.at(-1) ?? null
  if (today === null || Number.isNaN(middle)) return
  const first = codes.findIndex((code) => code !== null)
  const indices = codes.flatMap((code, at) =>
    code === today && !Number.isNaN(states.following[at]) ? [at] : []
  )
  const shape = (unit: DraftShape['unit'], text: string): DraftShape => ({
    unit,
    basis: 'none',
    from: first,
    formula: text
  })
  const windows = separateWindows(indices, horizonBars)
  const wins = indices.filter((at) => (states.following[at] ?? NaN) > middle).length
  const share = wins / indices.length
  const add = (part: string, value: number | string, rest: DraftShape): void =>
    list.add(`vote.${name}.${part}`, value, rest)
  add('state', today, shape('text', formula))
  add('share', share, shape('ratio', 'share of past days in this state that beat the median'))
  add('days', indices.length, shape('count', 'past days in this state'))
  add('windows', windows, shape('count', 'of these, at least 20 bars apart'))
  if (windows < minimumWindows) return
  const p = (share * windows + priorWindows / 2) / (windows + priorWindows)
  add('p', p, shape('ratio', '(share * windows + 10) / (windows + 20)'))
}

/** The forecast's median and both votes on the event that the next 20 bars beat it. */
export const voteFacts = (list: DraftList, sheet: PriceSheet, states: States): void => {
  const middle = forecastMedian(states)
  list.add('forecast.median.20d', middle, {
    unit: 'ratio',
    basis: sheet.returnBasis,
    from: 0,
    formula: 'median of all 20-bar returns'
  })
  // A series that never moves ties with its own median each time: there is nothing to beat.
  if (states.following.every((value) => Number.isNaN(value) || value === middle)) return
  const trend = 'side of sma.200 | sign of momentum.12-1'
  vote(list, { name: 'quant', codes: states.quant, formula: trend }, { states, middle })
  const bands = 'RSI band | side of sma.200'
  vote(list, { name: 'historian', codes: states.historian, formula: bands }, { states, middle })
}
