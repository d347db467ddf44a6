import { at, type ReferenceBars } from './bars'
import type { Figures } from './price'
import { ageOf, historianStates, sidesOf, yearLessMonth } from './states'
import { mean, median, quantile, sampleDeviation, wilsonInterval } from './statistics'
import { simpleReturns } from './volatility'

const horizon = 20

/** DESK: walk the sample oldest first, counting a bar at least 20 bars after the last counted. */
export const separateWindows = (sample: readonly number[]): number => {
  const counted: number[] = []
  for (const index of sample) {
    if (counted.length === 0 || index >= at(counted, -1) + horizon) counted.push(index)
  }
  return counted.length
}

/** The past bars in a state that have 20 bars after them. */
const sampleOf = (
  states: readonly (string | null)[],
  wanted: (state: string) => boolean
): number[] =>
  states.flatMap((state, index) =>
    state !== null && wanted(state) && index + horizon <= states.length - 1 ? [index] : []
  )

const followingReturns = (total: readonly number[], sample: readonly number[]): number[] =>
  sample.map((index) => at(total, index + horizon) / at(total, index) - 1)

const shareOf = (values: readonly number[], wanted: (value: number) => boolean): number =>
  values.filter(wanted).length / values.length

const isGain = (value: number): boolean => value > 0

const usualFigures = (total: readonly number[], sample: readonly number[]): Figures => {
  if (sample.length === 0) return {}
  const returns = followingReturns(total, sample)
  return {
    'baserate.20d.all.n': sample.length,
    'baserate.20d.all.windows': separateWindows(sample),
    'baserate.20d.all.hitrate': shareOf(returns, isGain),
    'baserate.20d.all.mean': mean(returns),
    'baserate.20d.all.median': median(returns)
  }
}

/** DESK: what followed when the subject was in today's state, and in every state. */
export const baseRateFigures = (bars: ReferenceBars): Figures => {
  const states = historianStates(bars)
  const today = at(states, -1)
  if (today === null) return {}
  const sample = sampleOf(states, (state) => state === today)
  const windows = separateWindows(sample)
  const all = usualFigures(
    bars.total,
    sampleOf(states, () => true)
  )
  const figures: Figures = {
    'baserate.20d.state': today,
    'baserate.20d.n': sample.length,
    'baserate.20d.windows': windows,
    'baserate.20d.state.age': ageOf(states),
    ...all
  }
  if (windows < 10) return figures
  const returns = followingReturns(bars.total, sample)
  const hitrate = shareOf(returns, isGain)
  const [low, high] = wilsonInterval(hitrate, windows)
  const worst = Math.min(...returns)
  const usual = Number(all['baserate.20d.all.hitrate'])
  return {
    ...figures,
    'baserate.20d.hitrate': hitrate,
    'baserate.20d.low': low,
    'baserate.20d.high': high,
    'baserate.20d.mean': mean(returns),
    'baserate.20d.mean.se': sampleDeviation(returns) / Math.sqrt(windows),
    'baserate.20d.median': median(returns),
    'baserate.20d.q10': quantile(returns, 0.1),
    'baserate.20d.q90': quantile(returns, 0.9),
    'baserate.20d.worst': worst,
    'baserate.20d.worst.date': at(bars.dates, at(sample, returns.indexOf(worst)) + horizon),
    'baserate.20d.differs': usual < low || usual > high ? 'yes' : 'no'
  }
}

/** Side of the average and sign of the 12-minus-1-month return; no gain counts as down. */
const quantStates = ({ close, total }: ReferenceBars): (string | null)[] => {
  const momentum = yearLessMonth(total)
  return sidesOf(close).map((side, index) => {
    const year = at(momentum, index)
    if (side === null || year === null) return null
    return `${side}|${year > 0 ? 'up' : 'down'}`
  })
}

const voteOf = (
  voter: string,
  states: readonly (string | null)[],
  total: readonly number[]
): Figures => {
  const today = at(states, -1)
  const past = simpleReturns(total, horizon).flatMap((value) => value ?? [])
  if (today === null || past.length === 0) return {}
  const usual = median(past)
  // Nothing beats a median that every return equals, so there is no event to vote on.
  if (past.every((value) => value === usual)) return {}
  const sample = sampleOf(states, (state) => state === today)
  const windows = separateWindows(sample)
  const share = shareOf(followingReturns(total, sample), (value) => value > usual)
  return {
    [`vote.${voter}.state`]: today,
    [`vote.${voter}.share`]: share,
    [`vote.${voter}.days`]: sample.length,
    [`vote.${voter}.windows`]: windows,
    [`vote.${voter}.p`]: windows < 10 ? null : (share * windows + 20 * 0.5) / (windows + 20)
  }
}

/** DESK section 3: the first two voters, and the room when both have a vote. */
export const voteFigures = (bars: ReferenceBars): Figures => {
  const votes: Figures = {
    ...voteOf('quant', quantStates(bars), bars.total),
    ...voteOf('historian', historianStates(bars), bars.total)
  }
  const [quant, historian] = [votes['vote.quant.p'], votes['vote.historian.p']]
  if (typeof quant !== 'number' || typeof historian !== 'number') return votes
  const odds = mean([quant, historian].map((p) => Math.log(p / (1 - p))))
  const room = 1 / (1 + Math.exp(-odds))
  return {
    ...votes,
    'forecast.p': room,
    'forecast.confidence': Math.max(room, 1 - room),
    'forecast.margin': Math.abs(Math.abs(room - 0.5) - 0.02)
  }
}
