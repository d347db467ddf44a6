import { meanOfLast } from '../indicators/moving-averages'
import { strengthOf, wilderMoves } from '../indicators/rsi'
import type { PriceSheet } from '../price-sheet'
import { countBelow, SlidingOrder } from '../statistics/sliding-order'
import { nextDeviation } from '../statistics/returns'
import { deviationWarmUp } from '../facts/deviations'
import {
  horizonBars,
  joinCodes,
  monthBars,
  rankLimit,
  rankMinimum,
  rsiBand,
  rsiBars,
  sideOf,
  signCode,
  tercileCode,
  trendBars,
  weekBars,
  weekCode,
  weekScore,
  yearBars,
  type Code,
  type States
} from '../facts/states'
import {
  countAbove,
  knownReturns,
  noSample,
  stateSamples,
  voterNames,
  voteProbability,
  type StateSample,
  type VoteFigures,
  type VoterName
} from '../facts/votes'

/** What the votes would be after one more bar. */
export interface NextVotes {
  /** The median 20-bar return with the one that the bar completes. */
  median: number
  votes: VoteFigures[]
}

/** Values sorted ascending with one more among them, without a copy. */
const quantileWith = (sorted: Float64Array, added: number, share: number): number => {
  const place = countBelow(sorted, added)
  const at = (index: number): number =>
    (index === place ? added : sorted[index < place ? index : index - 1]) ?? NaN
  const position = sorted.length * share
  const below = Math.floor(position)
  const [low, high] = [at(below), at(Math.min(below + 1, sorted.length))]
  return low + (position - below) * (high - low)
}

/** The rank that each next deviation would have among the last ones. */
const nextRank = (deviations: Float64Array): ((next: number) => number) => {
  const order = new SlidingOrder(rankLimit - 1)
  for (const value of deviations.subarray(-(rankLimit - 1))) {
    if (!Number.isNaN(value)) order.add(value)
  }
  return (next) => {
    const count = order.length + 1
    if (Number.isNaN(next) || count < rankMinimum) return NaN
    return (Math.round(order.shareAtMost(next) * order.length) + 1) / count
  }
}

type Step = (close: number, total: number) => Code

/** Each voter's state after a bar with this close; `total` is the close on the returns' basis. */
const nextStates = ({ bars, total }: PriceSheet, states: States): Record<VoterName, Step> => {
  const { close } = bars
  const count = close.length
  const { gain, loss } = wilderMoves(close, rsiBars)
  const [rises, falls, last] = [gain.at(-1) ?? NaN, loss.at(-1) ?? NaN, close.at(-1) ?? NaN]
  const window = new Float64Array(trendBars)
  window.set(close.subarray(Math.max(0, count - trendBars + 1)))
  const side = (next: number): Code => {
    if (count < trendBars - 1) return null
    window[trendBars - 1] = next
    return sideOf(next, meanOfLast(window, trendBars, trendBars - 1))
  }
  const strength = (next: number): number => {
    if (count < rsiBars + 1) return NaN
    const [up, down] = [Math.max(0, next - last), Math.max(0, last - next)]
    return strengthOf(rises + (up - rises) / rsiBars, falls + (down - falls) / rsiBars)
  }
  const year =
    count < yearBars
      ? NaN
      : (total[count - monthBars] ?? NaN) / (total[count - yearBars] ?? NaN) - 1
  const weekAgo = count - weekBars
  const today = states.deviations.at(-1) ?? NaN
  const rankOf = nextRank(states.deviations)
  return {
    quant: (next) => joinCodes(side(next), signCode(year)),
    historian: (next) => joinCodes(rsiBand(strength(next)), side(next)),
    scout: (_next, value) =>
      weekCode(weekScore(value, total[weekAgo] ?? NaN, states.deviations[weekAgo] ?? NaN)),
    risk: (_next, value) =>
      tercileCode(rankOf(nextDeviation(today, Math.log(value / (total.at(-1) ?? NaN)))))
  }
}

/** A sample and, when its state was that of the bar that now completes, one return more. */
const figuresOf = (
  sample: StateSample,
  completed: { at: number; value: number } | null,
  median: number
): { share: number; days: number; windows: number } => {
  const days = sample.returns.length + (completed === null ? 0 : 1)
  const gained = completed !== null && completed.value > median ? 1 : 0
  const opens = completed !== null && completed.at - sample.lastWindow >= horizonBars ? 1 : 0
  return {
    share: (countAbove(sample.returns, median) + gained) / days,
    days,
    windows: sample.windows + opens
  }
}

/**
 * Prepares the votes of a sheet for any next close. A call costs the logarithm of the number of
 * bars, and equals what the facts would say of the file with that bar appended (with an adjusted
 * close moved by the same share). Null before the deviation is warm, and while nothing is known.
 */
export const nextVotes = (
  sheet: PriceSheet,
  states: States
): ((close: number) => NextVotes) | null => {
  const { bars, total } = sheet
  const count = bars.close.length
  // One bar fewer would leave states that the next bar is the first to have.
  if (count < deviationWarmUp) return null
  const steps = nextStates(sheet, states)
  const known = knownReturns(states)
  const samples = new Map(
    voterNames.map((voter) => [voter, stateSamples(states[voter], states.following)])
  )
  const completedAt = count - horizonBars
  const [last, lastTotal] = [bars.close.at(-1) ?? NaN, total.at(-1) ?? NaN]
  const plain = total === bars.close
  return (close) => {
    const value = plain ? close : (lastTotal * close) / last
    const completed = { at: completedAt, value: value / (total[completedAt] ?? NaN) - 1 }
    const median = quantileWith(known, completed.value, 0.5)
    const still = known[0] === known.at(-1) && known[0] === completed.value
    const votes = voterNames.flatMap((voter) => {
      const state = steps[voter](close, value)
      if (state === null || still) return []
      const sample = samples.get(voter)?.get(state) ?? noSample
      const more = states[voter][completedAt] === state ? completed : null
      const figures = figuresOf(sample, more, median)
      return [{ voter, state, ...figures, p: voteProbability(figures.share, figures.windows) }]
    })
    return { median, votes }
  }
}
