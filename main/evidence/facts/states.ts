import { simpleAverages } from '../indicators/moving-averages'
import { relativeStrength } from '../indicators/rsi'
import type { PriceSheet } from '../price-sheet'
import { simpleReturns } from '../statistics/returns'
import { SlidingOrder } from '../statistics/sliding-order'
import { dailyDeviations } from './deviations'

/** The horizon of base rates and forecasts. */
export const horizonBars = 20
export const trendBars = 200
/** A month is as long as the horizon, here as everywhere in the desk. */
export const monthBars = horizonBars
export const yearBars = 252
export const rsiBars = 14
export const weekBars = 5
/** Deviations that today's one is ranked among, today's included, and the fewest that will do. */
export const rankLimit = 1_000
export const rankMinimum = 250

/** Everything that base rates and votes read, bar by bar. A code is null where it is not known. */
export interface States {
  trendAverage: Float64Array
  rsi: Float64Array
  /** EWMA deviation of a day, NaN until it is warm. */
  deviations: Float64Array
  /** RSI band and side of sma.200, from the 200th bar. */
  historian: (string | null)[]
  /** Side of sma.200 and sign of the 12−1 momentum, where both are known. */
  quant: (string | null)[]
  /** The 5-bar move below, within or above one deviation as known before it. */
  scout: (string | null)[]
  /** The tercile of the deviation among the last ones. */
  risk: (string | null)[]
  /** Return of the 20 bars that follow each bar; NaN where they are not complete. */
  following: Float64Array
}

export type Code = string | null

const joinedCodes = new Map<string, Map<string, string>>()

/** Two codes as one, the same string for the same two; null when one of them is. */
export const joinCodes = (one: Code, other: Code): Code => {
  if (one === null || other === null) return null
  let byOther = joinedCodes.get(one)
  if (byOther === undefined) {
    byOther = new Map()
    joinedCodes.set(one, byOther)
  }
  let joined = byOther.get(other)
  if (joined === undefined) {
    joined = `${one}|${other}`
    byOther.set(other, joined)
  }
  return joined
}

export const rsiBand = (rsi: number): Code => {
  if (Number.isNaN(rsi)) return null
  if (rsi < 30) return 'rsi.0-30'
  if (rsi < 50) return 'rsi.30-50'
  return rsi <= 70 ? 'rsi.50-70' : 'rsi.70-100'
}

/** The side of an average; an equal counts as below. */
export const sideOf = (close: number, average: number): Code => {
  if (Number.isNaN(average)) return null
  return close > average ? 'above' : 'below'
}

export const signCode = (value: number): Code => {
  if (Number.isNaN(value)) return null
  return value > 0 ? 'up' : 'down'
}

/** A 5-bar move in deviations; exactly one deviation counts as within. */
export const weekCode = (score: number): Code => {
  if (!Number.isFinite(score)) return null
  if (score < -1) return 'week.below'
  return score > 1 ? 'week.above' : 'week.within'
}

/** The tercile of a rank, the share of values that are at most today's. */
export const tercileCode = (rank: number): Code => {
  if (Number.isNaN(rank)) return null
  if (rank <= 1 / 3) return 'volatility.low'
  return rank <= 2 / 3 ? 'volatility.middle' : 'volatility.high'
}

/** Close 20 bars ago / close 252 bars ago − 1: the 12−1 momentum (Jegadeesh and Titman 1993). */
export const momentum = (values: Float64Array): Float64Array =>
  values.map((_value, index) =>
    index < yearBars
      ? NaN
      : (values[index - monthBars] ?? NaN) / (values[index - yearBars] ?? NaN) - 1
  )

/** 5-bar log return / (deviation of 5 bars ago · √5). */
export const weekScore = (close: number, before: number, deviation: number): number =>
  Math.log(close / before) / (deviation * Math.sqrt(weekBars))

const weekScores = (total: Float64Array, deviations: Float64Array): Float64Array =>
  total.map((close, at) =>
    weekScore(close, total[at - weekBars] ?? NaN, deviations[at - weekBars] ?? NaN)
  )

/** The rank of each deviation among the last 1,000 up to it; NaN under 250. */
const ranks = (deviations: Float64Array): Float64Array => {
  const order = new SlidingOrder(rankLimit)
  return deviations.map((value) => {
    if (Number.isNaN(value)) return NaN
    order.add(value)
    return order.length < rankMinimum ? NaN : order.shareAtMost(value)
  })
}

const codesOf = (values: Float64Array, code: (value: number) => Code): Code[] =>
  Array.from(values, code)

/** The states of every bar, none of which looks past its own bar but `following`. */
export const statesOf = ({ bars, total }: PriceSheet): States => {
  const { close } = bars
  const trendAverage = simpleAverages(close, trendBars)
  const rsi = relativeStrength(close, rsiBars)
  const year = momentum(total)
  const deviations = dailyDeviations(total)
  const sides = Array.from(close, (value, at) => sideOf(value, trendAverage[at] ?? NaN))
  const side = (at: number): Code => sides[at] ?? null
  const back = simpleReturns(total, horizonBars)
  return {
    trendAverage,
    rsi,
    deviations,
    historian: sides.map((_side, at) => joinCodes(rsiBand(rsi[at] ?? NaN), side(at))),
    quant: sides.map((_side, at) => joinCodes(side(at), signCode(year[at] ?? NaN))),
    scout: codesOf(weekScores(total, deviations), weekCode),
    risk: codesOf(ranks(deviations), tercileCode),
    following: close.map((_close, at) => back[at + horizonBars] ?? NaN)
  }
}

/** Bars on this side or in this state without a break, today included; 0 when it is not known. */
export const ageOf = <T>(codes: readonly (T | null)[]): number => {
  const today = codes.at(-1) ?? null
  if (today === null) return 0
  let age = 0
  while (age < codes.length && codes[codes.length - 1 - age] === today) age += 1
  return age
}
