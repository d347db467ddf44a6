import { describe, expect, test } from 'vitest'
import { readPrices } from '../../../../main/evidence/price-file'
import { priceSheet, type PriceSheet } from '../../../../main/evidence/price-sheet'
import { statesOf } from '../../../../main/evidence/facts/states'
import {
  factsWithNextClose,
  nextFacts,
  type NextFacts
} from '../../../../main/evidence/next-close/facts-with-next-close'
import { flipPrices } from '../../../../main/evidence/next-close/flip-prices'
import { seededRandom } from '../../../../main/kernel/random'
import { makeSeries, weekdays, type SeriesBar, type SeriesShape } from '../../../support/series'
import { toCsv, plainCsv } from '../../../support/series-csv'
import { byMetric, factsOf } from '../../../support/series-facts'

const sheetOf = (bars: readonly SeriesBar[]): PriceSheet =>
  priceSheet(readPrices(toCsv(bars, plainCsv), 'series.csv'), null)

/** With one bar more; its adjusted close moves by the same share as its close. */
const appended = (bars: readonly SeriesBar[], close: number): SeriesBar[] => {
  const last = bars.at(-1) as SeriesBar
  const [, date = ''] = weekdays(last.date, 2)
  const adjusted = Number.isNaN(last.adjusted) ? NaN : (last.adjusted * close) / last.close
  const ranged = Number.isNaN(last.high) ? {} : { open: close, high: close, low: close }
  return [...bars, { ...last, ...ranged, close, adjusted, date }]
}

const compared = /^(?:vote\.|forecast\.median|forecast\.room\.p$)/

const votesIn = (bars: readonly SeriesBar[]): NextFacts =>
  new Map(
    [...byMetric(factsOf(bars)).values()]
      .filter(({ metric }) => compared.test(metric))
      .map(({ metric, value }) => [metric, value] as const)
  )

const expectSame = (found: NextFacts, expected: NextFacts, digits: number): void => {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort())
  for (const [metric, value] of expected) {
    if (typeof value === 'string') expect([metric, found.get(metric)]).toEqual([metric, value])
    else expect(found.get(metric), metric).toBeCloseTo(value, digits)
  }
}

const shapes: readonly SeriesShape[] = ['garch', 'falling', 'close-only', 'crashing', 'stale']

describe('the votes after a next close equal those of the file with that bar', () => {
  test.each(shapes)('on a %s series, at closes near and far', (shape) => {
    const random = seededRandom(77)
    for (const count of [113, 232, 420, 1_200]) {
      const bars = makeSeries({ shape, seed: 33, bars: count })
      const votesAt = nextFacts(sheetOf(bars))
      if (votesAt === null) continue
      const last = bars.at(-1)?.close ?? NaN
      for (const far of [-0.09, -0.012, 0, 0.004, 0.07]) {
        const close = Number((last * Math.exp(far + 0.001 * random())).toFixed(4))
        expectSame(votesAt(close), votesIn(appended(bars, close)), 10)
      }
    }
  })

  test('on adjusted closes, but for their rounding', () => {
    const bars = makeSeries({ shape: 'adjusted', seed: 34 })
    const close = Number(((bars.at(-1)?.close ?? NaN) * 1.01).toFixed(4))
    const found = factsWithNextClose(sheetOf(bars), close)
    expectSame(found ?? new Map(), votesIn(appended(bars, close)), 4)
  })

  test('needs 113 bars', () => {
    const bars = makeSeries({ shape: 'garch', seed: 35, bars: 112 })
    expect(factsWithNextClose(sheetOf(bars), 100)).toBe(null)
  })
})

test('a next close asked for costs no walk over the file', () => {
  const sheet = sheetOf(makeSeries({ shape: 'garch', seed: 36, bars: 5_000 }))
  const votesAt = nextFacts(sheet)
  const started = performance.now()
  for (let step = 0; step < 1_000; step += 1) votesAt?.(100 + step / 100)
  // A microsecond or some each; the promise is 3 ms for one.
  expect((performance.now() - started) / 1_000).toBeLessThan(3)
})

const leanOf = (room: number | string | undefined): string => {
  if (typeof room !== 'number') return 'no-call'
  if (Math.abs(room - 0.5) < 0.02) return 'hold'
  return room > 0.5 ? 'buy' : 'sell'
}

const leanAfter = (bars: readonly SeriesBar[], close: number): string =>
  leanOf(byMetric(factsOf(appended(bars, close))).get('forecast.room.p')?.value)

describe('flip prices', () => {
  const cases = [1, 2, 3, 4, 5, 6].map((seed) => makeSeries({ shape: 'garch', seed, bars: 900 }))

  test('put in as the next bar change the lean, and a little less does not', () => {
    let seen = 0
    for (const bars of cases) {
      const facts = byMetric(factsOf(bars))
      const last = Number(facts.get('price.close')?.value)
      const today = leanOf(facts.get('forecast.room.p')?.value)
      for (const side of ['up', 'down']) {
        const flip = facts.get(`flip.${side}`)?.value
        if (typeof flip !== 'number') continue
        seen += 1
        const away = side === 'up' ? 1e-6 : -1e-6
        const there = leanAfter(bars, flip * (1 + away))
        expect(there).not.toBe(today)
        expect(facts.get(`flip.${side}.lean`)?.value).toBe(there)
        if (flip !== last) expect(leanAfter(bars, flip * (1 - away))).toBe(today)
      }
    }
    expect(seen).toBeGreaterThan(3)
  })

  test('no nearer close of the grid changes the lean, and none at all where there is no flip', () => {
    for (const bars of cases) {
      const sheet = sheetOf(bars)
      const votesAt = nextFacts(sheet, statesOf(sheet))
      const facts = byMetric(factsOf(bars))
      const last = Number(facts.get('price.close')?.value)
      const daily = Number(facts.get('volatility.ewma')?.value) / Math.sqrt(252)
      const today = leanOf(facts.get('forecast.room.p')?.value)
      if (today === 'no-call') continue
      const [up, down] = ['up', 'down'].map((side) => facts.get(`flip.${side}`)?.value)
      for (let step = -40; step <= 40; step += 1) {
        const close = last * Math.exp(0.1 * step * daily)
        const flip = step < 0 ? down : up
        const before = typeof flip !== 'number' || (step < 0 ? close > flip : close < flip)
        if (before) expect(leanOf(votesAt?.(close).get('forecast.room.p'))).toBe(today)
      }
    }
  })

  test('share counts the scaled days of the past that went so far', () => {
    const facts = byMetric(factsOf(makeSeries({ shape: 'garch', seed: 2, bars: 1_300 })))
    for (const side of ['up', 'down']) {
      const [flip, share] = [facts.get(`flip.${side}`), facts.get(`flip.${side}.share`)]
      if (flip === undefined) continue
      expect(Number(share?.value)).toBeGreaterThanOrEqual(0)
      expect(Number(share?.value)).toBeLessThanOrEqual(1)
    }
  })

  test('are found to a billionth by any call, and are none where the call never changes', () => {
    const line = 103.456789
    const callAt = (close: number): string => (close > line ? 'buy' : 'hold')
    const search = { last: 100, deviation: 0.01, call: 'hold', callAt }
    const { up, down } = flipPrices(search)
    expect(up?.close).toBeGreaterThan(line)
    expect(Math.abs((up?.close ?? 0) / line - 1)).toBeLessThan(2e-9)
    expect(up).toMatchObject({ call: 'buy' })
    expect(up?.sigma).toBeCloseTo(Math.log(line / 100) / 0.01, 6)
    expect(down).toBe(null)
    expect(flipPrices({ ...search, deviation: 0.005 }).up).toBe(null)
  })

  test('a call that time alone changes flips at the unchanged close, both ways', () => {
    const found = flipPrices({ last: 100, deviation: 0.01, call: 'hold', callAt: () => 'buy' })
    expect(found.up).toEqual({ close: 100, sigma: 0, call: 'buy' })
    expect(found.down).toEqual(found.up)
  })
})
