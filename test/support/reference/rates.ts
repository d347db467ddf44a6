import { at, type ReferenceBars } from './bars'
import type { Figures } from './price'
import { relativeStrength } from './indicators'
import { ageOf, historianStates, riskStates, scoutStates, sidesOf, yearLessMonth } from './states'
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

/** The first bars of the separate windows. */
const windowStarts = (sample: readonly number[]): number[] => {
  const counted: number[] = []
  for (const index of sample) {
    if (counted.length === 0 || index >= at(counted, -1) + horizon) counted.push(index)
  }
  return counted
}

const yearFigures = (dates: readonly string[], sample: readonly number[]): Figures => {
  const years = windowStarts(sample).map((index) => at(dates, index).slice(0, 4))
  if (years.length === 0) return {}
  const each = [...new Set(years)].map((year) => ({
    year,
    count: years.filter((other) => other === year).length
  }))
  const most = Math.max(...each.map(({ count }) => count))
  return {
    'baserate.20d.windows.by.year': each.map(({ year, count }) => `${year}:${count}`).join(' '),
    'baserate.20d.windows.years': each.length,
    'baserate.20d.windows.most': most,
    'baserate.20d.windows.most.year': at(
      each.filter(({ count }) => count === most),
      -1
    ).year
  }
}

/** DESK section 4, Historian: the same test with RSI ± 5 instead of the band, windows by year. */
export const historianFigures = (bars: ReferenceBars): Figures => {
  const states = historianStates(bars)
  const [sides, strengths] = [sidesOf(bars.close), relativeStrength(bars.close, 14)]
  if (at(states, -1) === null) return {}
  const today = at(strengths, -1) ?? NaN
  const near = states.flatMap((state, index) => {
    const strength = at(strengths, index)
    if (state === null || strength === null || index + horizon >= states.length) return []
    const like = Math.abs(strength - today) <= 5 && at(sides, index) === at(sides, -1)
    return like ? [index] : []
  })
  const windows = separateWindows(near)
  const inState = sampleOf(states, (state) => state === at(states, -1))
  const figures: Figures = {
    'baserate.20d.near.n': near.length,
    'baserate.20d.near.windows': windows,
    ...yearFigures(bars.dates, inState)
  }
  if (windows < 10) return figures
  const hitrate = shareOf(followingReturns(bars.total, near), isGain)
  const all = sampleOf(states, () => true)
  const usual = shareOf(followingReturns(bars.total, all), isGain)
  const [low, high] = wilsonInterval(hitrate, windows)
  return {
    ...figures,
    'baserate.20d.near.hitrate': hitrate,
    'baserate.20d.near.low': low,
    'baserate.20d.near.high': high,
    'baserate.20d.near.differs': usual < low || usual > high ? 'yes' : 'no'
  }
}

/** Lows and highs after days in today's state, as shares of their closes. */
export const reachedFigures = (
  bars: ReferenceBars,
  { stop, target }: { stop: number | null; target: number | null }
): { stop: number | null; target: number | null } => {
  const states = historianStates(bars)
  const sample =
    at(states, -1) === null ? [] : sampleOf(states, (state) => state === at(states, -1))
  if (separateWindows(sample) < 10) return { stop: null, target: null }
  const after = (values: readonly number[], index: number): number[] =>
    values.slice(index + 1, index + horizon + 1)
  const fell = sample.filter(
    (index) => Math.min(...after(bars.low, index)) <= at(bars.close, index) * (1 - (stop ?? NaN))
  )
  const rose = sample.filter(
    (index) => Math.max(...after(bars.high, index)) >= at(bars.close, index) * (1 + (target ?? NaN))
  )
  return {
    stop: stop === null ? null : fell.length / sample.length,
    target: target === null ? null : rose.length / sample.length
  }
}

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

const roomFigures = (prefix: string, ps: readonly number[]): Figures => {
  if (ps.length < 2) return {}
  const odds = mean(ps.map((p) => Math.log(p / (1 - p))))
  const room = 1 / (1 + Math.exp(-odds))
  return {
    [`${prefix}.p`]: room,
    [`${prefix}.confidence`]: Math.max(room, 1 - room),
    [`${prefix}.margin`]: Math.abs(Math.abs(room - 0.5) - 0.02),
    [`${prefix}.margin.strong`]: Math.abs(Math.abs(room - 0.5) - 0.05)
  }
}

/** DESK section 3: four voters; the room of the first two when both have a vote, and of all. */
export const voteFigures = (bars: ReferenceBars): Figures => {
  const states = {
    quant: quantStates(bars),
    historian: historianStates(bars),
    scout: scoutStates(bars),
    risk: riskStates(bars)
  }
  const votes: Figures = {}
  for (const [voter, line] of Object.entries(states)) {
    Object.assign(votes, voteOf(voter, line, bars.total))
  }
  const cast = (voters: readonly string[]): number[] =>
    voters.flatMap((voter) => {
      const p = votes[`vote.${voter}.p`]
      return typeof p === 'number' ? [p] : []
    })
  const first = cast(['quant', 'historian'])
  const voters = Object.keys(states).filter((voter) => cast([voter]).length > 0)
  const all = cast(voters)
  const room = roomFigures('forecast.room', all)
  return {
    ...votes,
    ...roomFigures('forecast', first),
    ...room,
    ...(all.length < 2 ? {} : { 'forecast.room.voters': all.length }),
    ...smallerRooms(voters, cast)
  }
}

/** The rooms that one voter or two have left, each under the names of those that stayed. */
const smallerRooms = (
  voters: readonly string[],
  cast: (voters: readonly string[]) => number[]
): Figures => {
  const figures: Figures = {}
  for (const one of voters) {
    for (const other of voters) {
      const left = voters.filter((voter) => voter !== one && voter !== other)
      if (left.join() === 'quant,historian') continue
      Object.assign(figures, roomFigures(`forecast.room.${left.join('-')}`, cast(left)))
    }
  }
  return figures
}
