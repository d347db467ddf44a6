import { countBelow } from '../statistics/sliding-order'
import { sortedCopy, sortedQuantile } from '../statistics/quantiles'
import { separateWindows } from '../statistics/windows'
import { horizonBars, type Code, type States } from './states'

/** Who votes, in the order of the room. Each reads the state of that name. */
export const voterNames = ['quant', 'historian', 'scout', 'risk'] as const
export type VoterName = (typeof voterNames)[number]

/** Votes behind them, by its own record on the notes and not by the price. */
export const intelVoter = 'intel'

/** Under so many separate windows a voter has no vote. */
export const minimumWindows = 10
/** Windows' worth of ignorance that a share is shrunk towards one half with. */
const priorWindows = 20

/** A voter's line of evidence on the event that the next 20 bars beat the median. */
export interface VoteFigures {
  voter: VoterName
  state: string
  /** Share of past days in this state that beat the median; NaN when there is none. */
  share: number
  days: number
  windows: number
  /** Null under ten windows. */
  p: number | null
}

/** (share · windows + 20 · ½) / (windows + 20). */
export const voteProbability = (share: number, windows: number): number | null =>
  windows < minimumWindows ? null : (share * windows + priorWindows / 2) / (windows + priorWindows)

/** The returns that followed days in one state. */
export interface StateSample {
  /** Ascending. */
  returns: Float64Array
  windows: number
  /** Index of the last bar that was counted as a window; −Infinity when none was. */
  lastWindow: number
}

const sampleAt = (indices: readonly number[], following: Float64Array): StateSample => {
  let lastWindow = -Infinity
  for (const index of indices) if (index - lastWindow >= horizonBars) lastWindow = index
  return {
    returns: sortedCopy(Float64Array.from(indices, (index) => following[index] ?? NaN)),
    windows: separateWindows(indices, horizonBars),
    lastWindow
  }
}

export const noSample: StateSample = {
  returns: new Float64Array(0),
  windows: 0,
  lastWindow: -Infinity
}

/** What followed each state of a voter, by its code. */
export const stateSamples = (
  codes: readonly Code[],
  following: Float64Array
): Map<string, StateSample> => {
  const indices = new Map<string, number[]>()
  codes.forEach((code, at) => {
    if (code === null || Number.isNaN(following[at])) return
    const known = indices.get(code)
    if (known === undefined) indices.set(code, [at])
    else known.push(at)
  })
  return new Map([...indices].map(([code, places]) => [code, sampleAt(places, following)]))
}

/** How many of values sorted ascending are above `line`. */
export const countAbove = (sorted: Float64Array, line: number): number =>
  sorted.length - countBelow(sorted, line, { orEqual: true })

/** All complete 20-bar returns, ascending. */
export const knownReturns = ({ following }: States): Float64Array =>
  sortedCopy(following.filter((value) => !Number.isNaN(value)))

/**
 * Each voter's figures for the last bar, in the order of the room. None when there is nothing to
 * beat: a series that never moves ties with its own median each time.
 */
export const votesOf = (states: States): VoteFigures[] => {
  const known = knownReturns(states)
  if (known.length === 0 || known[0] === known.at(-1)) return []
  const middle = sortedQuantile(known, 0.5)
  return voterNames.flatMap((voter) => {
    const codes = states[voter]
    const state = codes.at(-1) ?? null
    if (state === null) return []
    const indices = codes.flatMap((code, at) =>
      code === state && !Number.isNaN(states.following[at]) ? [at] : []
    )
    const { returns, windows } = sampleAt(indices, states.following)
    const share = countAbove(returns, middle) / returns.length
    const p = voteProbability(share, windows)
    return [{ voter, state, share, days: returns.length, windows, p }]
  })
}
