import { simpleAverages } from '../indicators/moving-averages'
import { relativeStrength } from '../indicators/rsi'
import type { PriceSheet } from '../price-sheet'
import { simpleReturns } from '../statistics/returns'

/** The horizon of base rates and forecasts. */
export const horizonBars = 20
const trendBars = 200
const monthBars = 21
const yearBars = 252
const rsiBars = 14

/** Everything that base rates and votes read, bar by bar. A code is null where it is not known. */
export interface States {
  trendAverage: Float64Array
  /** RSI band and side of sma.200, from the 200th bar. */
  historian: (string | null)[]
  /** Side of sma.200 and sign of the 12−1 momentum, where both are known. */
  quant: (string | null)[]
  /** Return of the 20 bars that follow each bar; NaN where they are not complete. */
  following: Float64Array
}

const rsiBand = (rsi: number): string | null => {
  if (Number.isNaN(rsi)) return null
  if (rsi < 30) return 'rsi.0-30'
  if (rsi < 50) return 'rsi.30-50'
  return rsi <= 70 ? 'rsi.50-70' : 'rsi.70-100'
}

/** Close 21 bars ago / close 252 bars ago − 1: the 12−1 momentum (Jegadeesh and Titman 1993). */
export const momentum = (values: Float64Array): Float64Array =>
  values.map((_value, index) =>
    index < yearBars
      ? NaN
      : (values[index - monthBars] ?? NaN) / (values[index - yearBars] ?? NaN) - 1
  )

export const statesOf = ({ bars, total }: PriceSheet): States => {
  const { close } = bars
  const trendAverage = simpleAverages(close, trendBars)
  const rsi = relativeStrength(close, rsiBars)
  const year = momentum(total)
  const side = (at: number): string | null => {
    const average = trendAverage[at] ?? NaN
    if (Number.isNaN(average)) return null
    // An equal counts as below.
    return (close[at] ?? NaN) > average ? 'above' : 'below'
  }
  const joined = (one: string | null, other: string | null): string | null =>
    one === null || other === null ? null : `${one}|${other}`
  const sign = (value: number): string | null =>
    Number.isNaN(value) ? null : value > 0 ? 'up' : 'down'
  const back = simpleReturns(total, horizonBars)
  return {
    trendAverage,
    historian: Array.from(close, (_close, at) => joined(rsiBand(rsi[at] ?? NaN), side(at))),
    quant: Array.from(close, (_close, at) => joined(side(at), sign(year[at] ?? NaN))),
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
