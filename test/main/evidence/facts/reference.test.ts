import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSeries, seriesShapes, type SeriesBar } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'
import { disagreements } from '../../../support/reference/disagreements'
import { referenceFacts } from '../../../support/reference/facts'
import { wildBars, wildSeries } from '../../../support/wild-series'

const compare = (bars: readonly SeriesBar[], asOf?: string): string[] =>
  disagreements(
    byMetric(factsOf(bars, { asOf: asOf ?? null })),
    referenceFacts(asOf === undefined ? { bars } : { bars, asOf })
  )

const dateAt = (bars: readonly SeriesBar[], index: number): string => bars[index]?.date ?? ''

describe('every fact equals its definition worked out slowly, and no fact is missing or added', () => {
  for (const shape of seriesShapes) {
    test.each([1, 2, 3])(`${shape} series, seed %i`, (seed) => {
      expect(compare(makeSeries({ shape, seed }))).toEqual([])
    })
  }

  test.each([7, 8])('ten years of changing volatility, seed %i', (seed) => {
    const bars = makeSeries({ shape: 'garch', seed, bars: 2_600 })
    const metrics = new Set(referenceFacts({ bars }).keys())
    expect(metrics).toContain('baserate.20d.hitrate')
    expect(metrics).toContain('forecast.p')
    expect(compare(bars)).toEqual([])
  })

  test('a series cut at a date in its middle, on a weekend and on a stale day', () => {
    const bars = makeSeries({ shape: 'stale', seed: 5, bars: 900 })
    const stale = bars.findLastIndex((bar) => bar.volume === 0)
    for (const date of [dateAt(bars, 400), '2005-06-18', dateAt(bars, stale)]) {
      expect(compare(bars, date)).toEqual([])
    }
  })

  test('wild series: no moves, halvings and doublings, zero volume, one bar', () => {
    fc.assert(
      fc.property(wildSeries, (plan) => {
        expect(compare(wildBars(plan))).toEqual([])
      }),
      {
        numRuns: 100,
        seed: 20_080_915
      }
    )
  })

  test('a share that trades on one day in three is no weekly file', () => {
    const daily = makeSeries({ shape: 'flat', seed: 6, bars: 600 })
    const seldom = daily.map((bar, index) => {
      const traded = daily[index - (index % 3)] ?? bar
      return { ...traded, date: bar.date, volume: index % 3 === 0 ? bar.volume : 0 }
    })
    expect(referenceFacts({ bars: seldom }).get('data.stale.bars')).toBe(400)
    expect(compare(seldom)).toEqual([])
  })

  test('an adjusted series cut before its end', () => {
    const bars = makeSeries({ shape: 'adjusted', seed: 9, bars: 1_250 })
    expect(compare(bars, dateAt(bars, 1_199))).toEqual([])
  })
})

describe('against a benchmark', () => {
  const own = makeSeries({ shape: 'gappy', seed: 21, bars: 700 })
  const market = makeSeries({ shape: 'adjusted', seed: 22, bars: 760 })
  /** Part of the subject's move, so that there is something to find. */
  const related = market.map((bar, index) => {
    const factor = (own[Math.min(index, own.length - 1)]?.close ?? 1) / 100
    const [close, adjusted] = [bar.close * factor, bar.adjusted * factor]
    const flat = { open: close, high: close, low: close }
    return { ...bar, ...flat, close, adjusted }
  })
  const rounded = related.map((bar) => ({
    ...bar,
    close: Number(bar.close.toFixed(4)),
    open: Number(bar.open.toFixed(4)),
    high: Number(bar.high.toFixed(4)),
    low: Number(bar.low.toFixed(4)),
    adjusted: Number(bar.adjusted.toFixed(4))
  }))

  test('beta, correlation and excess return are those of the dates that both have', () => {
    const found = byMetric(factsOf(own, { benchmark: rounded }))
    const expected = referenceFacts({ bars: own, benchmark: rounded })
    expect(expected.has('beta.252d')).toBe(true)
    expect(disagreements(found, expected)).toEqual([])
  })

  test('200 pairs of returns give a beta and 199 do not', () => {
    const dates = new Set(own.map(({ date }) => date))
    const joint = rounded.filter(({ date }) => dates.has(date))
    const metricsWith = (pairs: number): ReadonlyMap<string, unknown> =>
      byMetric(factsOf(own, { benchmark: joint.slice(-(pairs + 1)) }))
    for (const metric of ['beta.252d', 'beta.252d.se', 'correlation.252d', 'correlation.252d.se']) {
      expect([metric, metricsWith(199).has(metric)]).toEqual([metric, false])
      expect([metric, metricsWith(200).has(metric)]).toEqual([metric, true])
    }
  })

  test('without a benchmark there is no fact about one', () => {
    const metrics = [...byMetric(factsOf(own)).keys()]
    expect(
      metrics.filter((metric) => /^(?:beta|correlation|excess|benchmark)/.test(metric))
    ).toEqual([])
  })
})
