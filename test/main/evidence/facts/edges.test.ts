import { describe, expect, test } from 'vitest'
import { at } from '../../../support/reference/bars'
import { disagreements } from '../../../support/reference/disagreements'
import { referenceFacts } from '../../../support/reference/facts'
import { ewmaDeviation } from '../../../support/reference/volatility'
import { makeSeries, weekdays, type SeriesBar } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'

const closeOnly = (closes: readonly number[]): SeriesBar[] => {
  const none = { open: NaN, high: NaN, low: NaN, adjusted: NaN, volume: NaN }
  const dates = weekdays('2004-01-05', closes.length)
  return closes.map((close, index) => ({ ...none, date: at(dates, index), close }))
}

const repeated = (value: number, count: number): number[] =>
  Array.from({ length: count }, () => value)

const valueIn = (closes: readonly number[], metric: string): unknown =>
  byMetric(factsOf(closeOnly(closes))).get(metric)?.value

describe('where a definition has an edge, the edge itself is on the side it says', () => {
  // Up, down and back: the mean of the last 200 is 100 again, and so is the close.
  const back = [...repeated(100, 260), 110, 90, 100]

  test('a close that equals its average counts as below', () => {
    expect(valueIn(back, 'sma.200')).toBe(100)
    expect(valueIn(back, 'trend.sma200.bars')).toBe(2)
    expect(valueIn(back, 'baserate.20d.state')).toMatch(/\|below$/)
  })

  test('a momentum of zero counts as down', () => {
    expect(valueIn(back, 'momentum.12-1')).toBe(0)
    const moved = [...repeated(100, 30), 101, ...repeated(100, 260), 110, 90, 100]
    expect(valueIn(moved, 'vote.quant.state')).toBe('below|down')
  })

  test('an RSI of 50 belongs to the band above it', () => {
    // Seven rises and seven falls of one make equal means; nothing moves after them.
    const teeth = Array.from({ length: 15 }, (_, index) => 100 + (index % 2))
    const still = [...teeth, ...repeated(100, 250)]
    expect(valueIn(still, 'rsi.14')).toBe(50)
    expect(valueIn(still, 'baserate.20d.state')).toBe('rsi.50-70|below')
  })

  test('a day of two deviations is unusual, a day of a little less is not', () => {
    const closes = makeSeries({ shape: 'garch', seed: 91, bars: 300 }).map(({ close }) => close)
    const deviation = at(ewmaDeviation(closes), -1) ?? NaN
    const barsSince = (score: number): unknown =>
      valueIn([...closes, at(closes, -1) * Math.exp(score * deviation)], 'sigma2.bars')
    expect(barsSince(2.0001)).toBe(0)
    expect(barsSince(-2.0001)).toBe(0)
    expect(barsSince(1.9999)).toBeGreaterThan(0)
    expect(barsSince(-1.9999)).toBeGreaterThan(0)
  })

  test('a return that equals the median has not beaten it, one of zero has not gained', () => {
    // An odd number of returns, so that the median is one of them; whole steps, so that many tie.
    for (const seed of [92, 93, 94]) {
      const walk = makeSeries({ shape: 'trending', seed, bars: 1_301 })
      const coarse = walk.map((bar) => Math.round(bar.close / 5) * 5)
      for (const closes of [walk.map(({ close }) => close), coarse]) {
        const bars = closeOnly(closes)
        expect(disagreements(byMetric(factsOf(bars)), referenceFacts({ bars }))).toEqual([])
      }
    }
  })

  test('of equal highs the latest is dated, of equal worst falls the first', () => {
    const closes = [...repeated(100, 40), 120, 100, 120, ...repeated(100, 30), 96, 100, 96, 100]
    const found = byMetric(factsOf(closeOnly(closes)))
    const dates = weekdays('2004-01-05', closes.length)
    expect(found.get('close.high.60d.date')?.value).toBe(dates[42])
    expect(found.get('drawdown.max.peak')?.value).toBe(dates[42])
    expect(found.get('drawdown.max.trough')?.value).toBe(dates[73])
    expect(found.get('drawdown.bars')?.value).toBe(closes.length - 1 - 42)
  })
})
