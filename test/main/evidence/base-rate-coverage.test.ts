import { expect, test } from 'vitest'
import { baseRateFacts } from '../../../main/evidence/facts/base-rate-facts'
import { DraftList } from '../../../main/evidence/facts/draft'
import { statesOf } from '../../../main/evidence/facts/states'
import { wilsonInterval } from '../../../main/evidence/statistics/wilson'
import { priceSheet } from '../../../main/evidence/price-sheet'
import { seededRandom } from '../../../main/kernel/random'
import type { PriceFile } from '../../../main/evidence/price-file'
import { normal } from './series'
import { isoWeekday } from './price-text'

const walks = 500
const bars = 2_500
const drift = 0.0003
const deviation = 0.01
const dates = Array.from({ length: bars }, (_, index) => isoWeekday(index))

const walkFile = (seed: number): PriceFile => {
  const random = seededRandom(seed)
  let level = Math.log(1000)
  const close = Float64Array.from({ length: bars }, () => {
    level += drift + deviation * normal(random)
    return Math.exp(level)
  })
  const unknown = new Float64Array(bars).fill(NaN)
  const columns = { open: unknown, high: unknown, low: unknown, volume: unknown, adjusted: null }
  return {
    name: 'walk.csv',
    sha256: '',
    columns: ['Date', 'Close'],
    closeColumn: 'Close',
    adjustedColumn: null,
    closeIsAdjusted: false,
    dialect: { encoding: 'utf-8', delimiter: ',', dates: 'year-first', decimalMark: '.' },
    bars: { dates, close, ...columns, rows: new Int32Array(bars) }
  }
}

/** Φ by the series of Abramowitz and Stegun 26.2.11, exact to rounding for small x. */
const normalShare = (x: number): number => {
  let [term, total] = [x, x]
  for (let k = 1; k < 60; k += 1) {
    term *= (x * x) / (2 * k + 1)
    total += term
  }
  return 0.5 + (total * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
}

/** What no state of a random walk can change: the chance that its next 20 bars gain. */
const truth = normalShare((Math.sqrt(20) * drift) / deviation)

test('the 95 % interval over separate windows covers the true rate of 500 walks 92–98 times in 100', () => {
  let [judged, covered, coveredByDays] = [0, 0, 0]
  for (let seed = 1; seed <= walks; seed += 1) {
    const sheet = priceSheet(walkFile(seed), null)
    const list = new DraftList(sheet.bars.dates)
    baseRateFacts(list, sheet, statesOf(sheet))
    const value = (part: string): number => Number(list.value(`baserate.20d.${part}`) ?? NaN)
    if (Number.isNaN(value('hitrate'))) continue
    judged += 1
    if (value('low') <= truth && truth <= value('high')) covered += 1
    const naive = wilsonInterval(value('hitrate'), value('n'))
    if (naive.low <= truth && truth <= naive.high) coveredByDays += 1
  }
  expect(judged).toBeGreaterThan(400)
  expect(covered / judged).toBeGreaterThanOrEqual(0.92)
  expect(covered / judged).toBeLessThanOrEqual(0.98)
  // The control: overlapping days taken for independent ones would cover about half the time.
  expect(coveredByDays / judged).toBeLessThan(0.7)
})
