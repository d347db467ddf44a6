import type { Bars } from '../../../../main/evidence/bars'
import { baseRateFacts } from '../../../../main/evidence/facts/base-rate-facts'
import { dailyDeviations, scaledReturns } from '../../../../main/evidence/facts/deviations'
import { DraftList } from '../../../../main/evidence/facts/draft'
import { returnRange } from '../../../../main/evidence/facts/range-facts'
import { statesOf } from '../../../../main/evidence/facts/states'
import type { PriceFile } from '../../../../main/evidence/price-file'
import { priceSheet } from '../../../../main/evidence/price-sheet'
import { quantile } from '../../../../main/evidence/statistics/quantiles'
import { makeSeries, randomWalk, type SeriesBar } from '../../../support/series'
import { wilsonInterval } from '../../../support/reference/statistics'

/** Kinds of simulated prices whose 20-bar gain has probability one half in every state. */
export const fairKinds = ['random', 'garch'] as const
export type FairKind = (typeof fairKinds)[number]

const fairWalk = (kind: FairKind, seed: number, bars: number): SeriesBar[] =>
  kind === 'random' ? randomWalk(seed, bars) : makeSeries({ shape: 'garch', seed, bars })

const closeFile = (walk: readonly SeriesBar[]): PriceFile => {
  const unknown = (): Float64Array => new Float64Array(walk.length).fill(NaN)
  const bars: Bars = {
    dates: walk.map(({ date }) => date),
    open: unknown(),
    high: unknown(),
    low: unknown(),
    close: Float64Array.from(walk, ({ close }) => close),
    volume: unknown(),
    adjusted: null,
    rows: new Int32Array(walk.length)
  }
  const dialect = { encoding: 'utf-8', delimiter: ',', dates: 'iso', decimalMark: '.' }
  const names = { name: 'walk.csv', sha256: '', columns: ['Date', 'Close'] }
  const columns = { closeColumn: 'Close', adjustedColumn: null, closeIsAdjusted: false }
  return { ...names, ...columns, dialect, bars, origin: null }
}

interface Rate {
  low: number
  high: number
  hitrate: number
  days: number
  differs: boolean
}

const rateOf = (walk: readonly SeriesBar[]): Rate | null => {
  const sheet = priceSheet(closeFile(walk), null)
  const list = new DraftList(sheet.bars.dates)
  baseRateFacts(list, sheet, statesOf(sheet))
  const value = (name: string): unknown => list.value(`baserate.20d.${name}`)
  if (value('hitrate') === undefined) return null
  return {
    low: Number(value('low')),
    high: Number(value('high')),
    hitrate: Number(value('hitrate')),
    days: Number(value('n')),
    differs: value('differs') === 'yes'
  }
}

export interface RateClaims {
  walks: number
  /** Share of 95 % intervals that hold the truth. */
  covered: number
  /** The same with the number of days as sample size, as it must not be. */
  coveredByDays: number
  /** Share of walks whose state is said to differ, though none does. */
  falseDiffers: number
}

/** Base rates of as many walks as have one: a walk that ends in a rare state has none. */
export const rateClaims = (kind: FairKind, walks: number, firstSeed: number): RateClaims => {
  const rates: Rate[] = []
  for (let seed = firstSeed; rates.length < walks && seed < firstSeed + 2 * walks; seed += 1) {
    const rate = rateOf(fairWalk(kind, seed, 1_200))
    if (rate !== null) rates.push(rate)
  }
  const holds = (low: number, high: number): boolean => low <= 0.5 && 0.5 <= high
  const share = (wanted: (rate: Rate) => boolean): number =>
    rates.filter(wanted).length / rates.length
  return {
    walks: rates.length,
    covered: share(({ low, high }) => holds(low, high)),
    coveredByDays: share(({ hitrate, days }) => holds(...wilsonInterval(hitrate, days))),
    falseDiffers: share(({ differs }) => differs)
  }
}

interface Tally {
  seen: number
  hit: number
}

const shareOf = ({ seen, hit }: Tally): number => hit / seen
const count = (tally: Tally, hit: boolean): void => {
  tally.seen += 1
  if (hit) tally.hit += 1
}

export interface TailClaims {
  ranges: number
  /** Share of 80 % ranges of 20 bars that held what came, after calm and after turbulent days. */
  calm: number
  turbulent: number
  days: number
  /** Share of days with a loss over the scaled 99 % line as known the day before. */
  beyondScaled: number
}

interface TailPlan {
  walks: number
  firstSeed: number
  firstOrigin: number
  bars: number
}

/** Walks forward through simulated GARCH prices: each range and line knows only what was before. */
export const tailClaims = ({ walks, firstSeed, firstOrigin, bars }: TailPlan): TailClaims => {
  const tallies = {
    calm: { seen: 0, hit: 0 },
    turbulent: { seen: 0, hit: 0 },
    beyond: { seen: 0, hit: 0 }
  }
  for (let seed = firstSeed; seed < firstSeed + walks; seed += 1) {
    const close = Float64Array.from(makeSeries({ shape: 'garch', seed, bars }), (bar) => bar.close)
    const deviations = dailyDeviations(close)
    const middle = quantile(deviations.subarray(firstOrigin), 0.5)
    for (let origin = firstOrigin; origin + 20 < bars; origin += 20) {
      const known = origin + 1
      const range = returnRange(close.slice(0, known), deviations.slice(0, known))
      if (range === null) continue
      const move = Math.log((close[origin + 20] ?? NaN) / (close[origin] ?? NaN))
      const tally = (deviations[origin] ?? NaN) < middle ? tallies.calm : tallies.turbulent
      count(tally, move >= range[10] && move <= range[90])
    }
    const scaled = scaledReturns(close, deviations)
    for (let day = Math.max(firstOrigin, 1_114); day < bars; day += 1) {
      const line = quantile(scaled.subarray(day - 1_000, day), 0.01)
      count(tallies.beyond, (scaled[day] ?? NaN) < line)
    }
  }
  const { calm, turbulent, beyond } = tallies
  return {
    ranges: calm.seen + turbulent.seen,
    calm: shareOf(calm),
    turbulent: shareOf(turbulent),
    days: beyond.seen,
    beyondScaled: shareOf(beyond)
  }
}
