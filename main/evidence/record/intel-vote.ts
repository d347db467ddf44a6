import { intelVoter, voteProbability } from '../facts/votes'
import { countedOnce, separateForecasts } from './counted-forecasts'
import { stateOfMethod, type IntelState } from './intel-state'
import { isScored, type KeptForecast, type ScoredForecast } from './kept-forecast'
import type { LateDraft } from './late-facts'

/** Under so many scored forecasts that do not overlap Intel has no vote. */
export const intelNeeds = 30

export const intelVoteMetrics = {
  state: 'vote.intel.state',
  share: 'vote.intel.share',
  windows: 'vote.intel.windows',
  p: 'vote.intel.p'
} as const

type ReadForecast = ScoredForecast & { state: IntelState }

/**
 * Intel's forecasts that do not overlap and whose outcomes were known on a date, oldest first. One
 * reading of the notes a date: the state is what was read and not another way to forecast.
 */
const experience = (forecasts: readonly KeptForecast[], asOf: string): ReadForecast[] => {
  const read = forecasts.filter(isScored).flatMap((forecast) => {
    const state = stateOfMethod(forecast.method)
    if (forecast.role !== intelVoter || state === null || forecast.outcome.date > asOf) return []
    return [{ ...forecast, method: intelVoter, state }]
  })
  return separateForecasts(countedOnce(read))
}

export interface IntelVoteOptions {
  asOf: string
  /** What the notes of this session read. */
  state: IntelState
}

/** What followed the past forecasts of one state. Share and p are NaN where there is none. */
const figuresOf = (alike: readonly ReadForecast[]): Record<'share' | 'windows' | 'p', number> => {
  const windows = alike.length
  const share = alike.filter(({ outcome }) => outcome.hit).length / windows
  return { share, windows, p: voteProbability(share, windows) ?? NaN }
}

/**
 * Intel's vote: how often the event took place after its past forecasts in today's state, drawn
 * toward one half. None under 30 of its forecasts; without a p under ten of them in this state.
 */
export const intelVoteDrafts = (
  forecasts: readonly KeptForecast[],
  { asOf, state }: IntelVoteOptions
): LateDraft[] => {
  const known = experience(forecasts, asOf)
  if (known.length < intelNeeds) return []
  const { share, windows, p } = figuresOf(known.filter((forecast) => forecast.state === state))
  const span = { from: known[0]?.asOf ?? asOf, to: known.at(-1)?.outcome.date ?? asOf }
  const metrics = intelVoteMetrics
  return [
    {
      ...{ metric: metrics.state, value: `notes.${state}`, unit: 'text', from: asOf, to: asOf },
      formula: 'side of note.for and note.against with more, or even, from 5 counted sentences on',
      inputs: ['note.for', 'note.against', 'note.mixed']
    },
    {
      ...{ metric: metrics.share, value: share, unit: 'ratio', ...span },
      formula: 'share of vote.intel.windows whose event took place',
      inputs: [metrics.windows]
    },
    {
      ...{ metric: metrics.windows, value: windows, unit: 'count', ...span },
      formula: 'count(scored forecasts of intel in this state, at least 20 sessions apart)'
    },
    {
      ...{ metric: metrics.p, value: p, unit: 'ratio', ...span },
      formula: '(share * windows + 10) / (windows + 20)',
      inputs: [metrics.share, metrics.windows]
    }
  ]
}
