import { convergenceOf, exponentialAverages, meanOfLast } from '../indicators/moving-averages'
import { relativeStrength } from '../indicators/rsi'
import { averageDirectionalIndex, averageTrueRanges } from '../indicators/directional'
import { stochastic } from '../indicators/stochastic'
import type { PriceSheet } from '../price-sheet'
import { mean, populationDeviation } from '../statistics/moments'
import type { DraftList } from './draft'

/** Bars until the seed of a fact with memory weighs under 0.1 % (DESK.md, section 2). */
export const warmUp = {
  stochastic: 40,
  ema12: 60,
  rsi: 110,
  atr: 110,
  ema26: 120,
  macd: 150,
  adx: 150
}
export const averageBars = [20, 50, 200]
const bandBars = 20
const bandDeviations = 2

type Add = (metric: string, value: number | undefined, formula: string, from?: number) => void

const averages = (add: Add, { bars }: PriceSheet): void => {
  const count = bars.close.length
  for (const length of averageBars) {
    if (count < length) continue
    const value = meanOfLast(bars.close, length, count - 1)
    add(`sma.${length}`, value, `mean(close[t-${length - 1}..t])`, count - length)
  }
  const seeded = (n: number): string => `EMA(close, ${n}) seeded with mean(close[1..${n}])`
  if (count >= warmUp.ema12) add('ema.12', exponentialAverages(bars.close, 12).at(-1), seeded(12))
  if (count >= warmUp.ema26) add('ema.26', exponentialAverages(bars.close, 26).at(-1), seeded(26))
}

const convergence = (add: Add, { bars }: PriceSheet): void => {
  if (bars.close.length < warmUp.macd) return
  const { line, signal } = convergenceOf(bars.close)
  add('macd.line', line, 'EMA(close, 12) - EMA(close, 26)')
  add('macd.signal', signal, 'EMA(macd.line, 9)')
  add('macd.histogram', line - signal, 'macd.line - macd.signal')
}

const bands = (list: DraftList, { bars, priceBasis: basis }: PriceSheet): void => {
  const count = bars.close.length
  if (count < bandBars) return
  const window = bars.close.subarray(count - bandBars)
  const middle = mean(window)
  const width = bandDeviations * populationDeviation(window)
  const shape = { unit: 'price', basis, from: count - bandBars } as const
  list.add('bollinger.upper', middle + width, { ...shape, formula: 'sma.20 + 2 * deviation.20' })
  list.add('bollinger.middle', middle, { ...shape, formula: 'sma.20' })
  list.add('bollinger.lower', middle - width, { ...shape, formula: 'sma.20 - 2 * deviation.20' })
  const place = ((bars.close[count - 1] ?? NaN) - (middle - width)) / (2 * width)
  const formula = '(close[t] - lower) / (upper - lower)'
  list.add('bollinger.percentB', place, { ...shape, unit: 'number', formula })
}

const ranges = (list: DraftList, { bars, hasRange, priceBasis: basis }: PriceSheet): void => {
  const count = bars.close.length
  if (!hasRange) return
  const formula = 'Wilder mean of 14 true ranges'
  if (count >= warmUp.atr) {
    const value = averageTrueRanges(bars, 14).at(-1)
    list.add('atr.14', value, { unit: 'price', basis, from: 0, formula })
  }
  if (count >= warmUp.adx) {
    const value = averageDirectionalIndex(bars, 14).at(-1)
    const steps = 'Wilder mean of 14 directional indices'
    list.add('adx.14', value, { unit: 'score', basis, from: 0, formula: steps })
  }
}

const oscillator = (list: DraftList, { bars, hasRange, priceBasis: basis }: PriceSheet): void => {
  const at = bars.close.length < warmUp.stochastic || !hasRange ? null : stochastic(bars)
  const shape = { unit: 'score', basis, from: 0 } as const
  list.add('stochastic.k', at?.k, { ...shape, formula: 'K[t-1] * 2/3 + RSV(9) / 3' })
  list.add('stochastic.d', at?.d, { ...shape, formula: 'D[t-1] * 2/3 + K[t] / 3' })
  list.add('stochastic.j', at?.j, { ...shape, formula: '3 * K - 2 * D' })
}

const volumes = (list: DraftList, { bars, hasVolume, volumeUnit }: PriceSheet): void => {
  const count = bars.volume.length
  // Bars in another unit than today's are no measure of it.
  if (!hasVolume || count - 1 - bandBars < volumeUnit.from) return
  const usual = mean(bars.volume.subarray(count - 1 - bandBars, count - 1))
  list.add('volume.ratio.20d', (bars.volume[count - 1] ?? NaN) / usual, {
    unit: 'number',
    basis: 'none',
    from: count - 1 - bandBars,
    formula: 'volume[t] / mean(volume[t-20..t-1])'
  })
}

/** Moving averages, oscillators, bands, ranges and volume, on the price basis. */
export const trendFacts = (list: DraftList, sheet: PriceSheet): void => {
  const { bars, priceBasis: basis } = sheet
  const add: Add = (metric, value, formula, from = 0) =>
    list.add(metric, value, { unit: 'price', basis, from, formula })
  averages(add, sheet)
  if (bars.close.length >= warmUp.rsi) {
    const formula = '100 * gain / (gain + loss), Wilder means of 14 changes'
    const value = relativeStrength(bars.close, 14).at(-1)
    list.add('rsi.14', value, { unit: 'score', basis, from: 0, formula })
  }
  convergence(add, sheet)
  oscillator(list, sheet)
  bands(list, sheet)
  ranges(list, sheet)
  volumes(list, sheet)
}
