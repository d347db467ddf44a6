import type { PriceSheet } from '../price-sheet'
import { sortedQuantile } from '../statistics/quantiles'
import type { DraftList, DraftShape } from './draft'
import type { States } from './states'
import { knownReturns, type VoteFigures, type VoterName } from './votes'

const stateFormulas: Readonly<Record<VoterName, string>> = {
  quant: 'side of sma.200 | sign of momentum.12-1',
  historian: 'RSI band | side of sma.200',
  scout: '5-bar log return below, within or above 1 EWMA deviation of 5 bars ago * sqrt(5)',
  risk: 'tercile of the EWMA deviation among the last 1000 (at least 250), today included'
}

const voteFact = (list: DraftList, figures: VoteFigures, first: number): void => {
  const { voter, state, share, days, windows, p } = figures
  const shape = (unit: DraftShape['unit'], text: string): DraftShape => ({
    unit,
    basis: 'none',
    from: first,
    formula: text
  })
  const add = (part: string, value: number | string | null, rest: DraftShape): void =>
    list.add(`vote.${voter}.${part}`, value, rest)
  add('state', state, shape('text', stateFormulas[voter]))
  add('share', share, shape('ratio', 'share of past days in this state that beat the median'))
  add('days', days, shape('count', 'past days in this state'))
  add('windows', windows, shape('count', 'of these, at least 20 bars apart'))
  add('p', p, shape('ratio', '(share * windows + 10) / (windows + 20)'))
}

/** The forecast's median: the line that the forecast's event is about. */
export const medianFact = (list: DraftList, sheet: PriceSheet, states: States): void => {
  list.add('forecast.median.20d', sortedQuantile(knownReturns(states), 0.5), {
    unit: 'ratio',
    basis: sheet.returnBasis,
    from: 0,
    formula: 'median of all 20-bar returns'
  })
}

/** The votes of these voters on the event that the next 20 bars beat the median. */
export const voteFacts = (
  list: DraftList,
  { votes, states }: { votes: readonly VoteFigures[]; states: States },
  voters: readonly VoterName[]
): void => {
  for (const figures of votes) {
    if (!voters.includes(figures.voter)) continue
    const first = states[figures.voter].findIndex((code) => code !== null)
    voteFact(list, figures, first)
  }
}
