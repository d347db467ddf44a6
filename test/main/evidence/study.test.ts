import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studyOf } from '../../../main/evidence/study'
import { histogramBins, maximumBins } from '../../../main/evidence/study-histogram'
import type { Fact } from '../../../preload/contract/facts'
import {
  rangeBars,
  stateBars,
  type HistogramBin,
  type Study
} from '../../../preload/contract/study'
import { readText } from './price-text'
import { byMetric, csvOf, sheetOf, walk } from './series'

const sp500 = readFileSync('node_modules/vega-datasets/data/sp500-2000.csv', 'utf8')
const study = (text: string, asOf: string | null = null): Study => studyOf(readText(text), asOf)
const counted = (bins: readonly HistogramBin[]): number =>
  bins.reduce((sum, { count }) => sum + count, 0)

const files: [name: string, text: string, asOf: string | null][] = [
  ['the S&P 500 at a date', sp500, '2008-09-12'],
  ['the S&P 500 at its end', sp500, null],
  ['adjusted prices', csvOf(walk(5, 2_400, { adjusted: true })), null],
  ['closes alone', csvOf(walk(8, 2_400, { closeOnly: true })), null]
]

describe.each(files)('beside %s the study says what the facts say', (_name, text, asOf) => {
  const facts: Map<string, Fact> = byMetric(sheetOf(text, { asOf }))
  const value = (metric: string): Fact['value'] | undefined => facts.get(metric)?.value
  const { histogram, cone, drawdown } = study(text, asOf)

  it('of the base rate: state, days, windows, quantiles, usual median', () => {
    expect(histogram).toMatchObject({
      state: value('baserate.20d.state'),
      n: value('baserate.20d.n'),
      windows: value('baserate.20d.windows'),
      q10: value('baserate.20d.q10'),
      median: value('baserate.20d.median'),
      q90: value('baserate.20d.q90'),
      usualMedian: value('baserate.20d.all.median')
    })
    const bins = histogram?.bins ?? []
    expect(counted(bins)).toBe(histogram?.n)
    expect(counted(bins.filter(({ from }) => from >= 0)) / (histogram?.n ?? NaN)).toBeCloseTo(
      Number(value('baserate.20d.hitrate')),
      2
    )
    expect(bins[0]?.from).toBeLessThanOrEqual(Number(value('baserate.20d.worst')))
    expect(bins[0]?.to).toBeGreaterThan(Number(value('baserate.20d.worst')))
  })

  it('of the range: the cone ends in it, 20 sessions on', () => {
    expect(cone.map(({ session }) => session)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1)
    )
    expect(cone.at(-1)).toEqual({
      session: 20,
      q5: value('range.20d.5'),
      q10: value('range.20d.10'),
      median: value('range.20d.50'),
      q90: value('range.20d.90'),
      q95: value('range.20d.95')
    })
  })

  it('of the drawdown: one a bar, the last of them today’s', () => {
    expect(drawdown.values).toHaveLength(drawdown.dates.length)
    expect(drawdown.values.at(-1)).toBe(value('drawdown.current'))
    expect(Math.max(...drawdown.values)).toBe(value('drawdown.max'))
  })
})

describe('the cone', () => {
  it('widens with every week, and keeps its quantiles in order at every step', () => {
    const { cone } = study(csvOf(walk(12, 3_000)))
    for (const { q5, q10, median, q90, q95 } of cone) {
      const steps = [q5, q10, median, q90, q95]
      expect(steps).toEqual([...steps].sort((one, other) => one - other))
    }
    const widths = [1, 5, 10, 15, 20].map((session) => {
      const step = cone[session - 1]
      return (step?.q90 ?? NaN) - (step?.q10 ?? NaN)
    })
    expect(widths).toEqual([...widths].sort((one, other) => one - other))
  })

  it('has its 20 steps or none: what lacks history for the last lacks the first', () => {
    expect(study(csvOf(walk(3, rangeBars - 1))).cone).toEqual([])
    expect(study(csvOf(walk(3, rangeBars))).cone).toHaveLength(20)
  })
})

it('of a short file there is a drawdown and nothing that wants more history', () => {
  const short = study(csvOf(walk(3, 60)))
  expect(short).toMatchObject({ histogram: null, windows: null, cone: [] })
  expect(short.drawdown.values).toHaveLength(60)
  const bare = study(csvOf(walk(3, stateBars - 1)))
  expect(bare.windows).toBeNull()
  const known = csvOf(walk(3, stateBars))
  expect(study(known)).toMatchObject({ histogram: null, windows: 0 })
  const few = csvOf(walk(3, 300))
  expect(study(few).windows).toBe(byMetric(sheetOf(few)).get('baserate.20d.windows')?.value)
})

it('later rows, left out or made up, change no byte of it', () => {
  const asOf = '2008-09-12'
  const [header = '', ...rows] = sp500.trim().split('\n')
  const past = rows.filter((row) => row.slice(0, 10) <= asOf)
  const made = rows
    .filter((row) => row.slice(0, 10) > asOf)
    .map((row) => `${row.slice(0, 10)},9,9.5,8.5,9,9,1`)
  const shown = (lines: string[]): string =>
    JSON.stringify(study([header, ...lines].join('\n'), asOf))
  const expected = shown(rows)
  expect(shown(past)).toBe(expected)
  expect(shown([...past, ...made])).toBe(expected)
})

describe('classes of a histogram', () => {
  const sorted = (values: readonly number[]): Float64Array => new Float64Array(values).sort()

  it('are 2 · interquartile range / ³√n wide (Freedman and Diaconis)', () => {
    // 1,000 values from −0.5 to 0.499 by 0.001: the quartiles are 0.4995 apart.
    const bins = histogramBins(sorted(Array.from({ length: 1_000 }, (_, at) => at / 1_000 - 0.5)))
    expect((bins[0]?.to ?? NaN) - (bins[0]?.from ?? NaN)).toBeCloseTo((2 * 0.4995) / 10, 12)
  })

  it('hold every value once, meet at zero, and are at most 40', () => {
    const returns = fc.array(
      fc.oneof(
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        fc.constantFrom(0, 0.01, 0.01, -0.01, 5)
      ),
      { minLength: 1, maxLength: 300 }
    )
    const held = fc.property(returns, (values) => {
      const bins = histogramBins(sorted(values))
      expect(bins.length).toBeLessThanOrEqual(maximumBins)
      expect(counted(bins)).toBe(values.length)
      for (const [at, { from, to, count }] of bins.entries()) {
        expect(from < 0 && to > 0 && to - from > 1e-9).toBe(false)
        if (at > 0) expect(from).toBe(bins[at - 1]?.to)
        const last = at === bins.length - 1
        const inside = values.filter((value) => value >= from && (last || value < to)).length
        expect(count).toBe(inside)
      }
    })
    fc.assert(held, { seed: 31, numRuns: 300 })
  })

  it('are one, without width, where all values are one', () => {
    expect(histogramBins(sorted([0.02, 0.02]))).toEqual([{ from: 0.02, to: 0.02, count: 2 }])
    expect(histogramBins(sorted([]))).toEqual([])
  })
})
