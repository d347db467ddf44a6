import { expect, test } from 'vitest'
import * as by from './reference-indicators'
import { computeFacts } from '../../../main/evidence/compute-facts'
import { raisedFlags } from '../../../main/evidence/facts/flags'
import type { Fact } from '../../../preload/contract/facts'
import { byMetric, closes, csvOf, factsOf, head, itemOf, walk, type Series } from './series'

/** The series without the bars that `keep` refuses. */
const without = (series: Series, keep: (index: number) => boolean): Series => {
  const pick = <T>(values: T[]): T[] => values.filter((_, index) => keep(index))
  return { ...closes([]), dates: pick(series.dates), close: pick(series.close) }
}

const returns = (values: readonly number[], bars = 1): number[] =>
  values.slice(bars).map((value, i) => value / (values[i] ?? NaN) - 1)

test('beta, correlation and their errors are those of least squares on the joined dates', () => {
  const [subject, other] = [walk(21, 400), walk(22, 400)]
  const [own, bench] = [without(subject, (i) => i % 7 !== 3), without(other, (i) => i % 11 !== 5)]
  const shared = subject.dates.filter(
    (date) => own.dates.includes(date) && bench.dates.includes(date)
  )
  const joined = (series: Series): number[] =>
    shared.map((date) => series.close[series.dates.indexOf(date)] ?? NaN)
  const [y, x] = [returns(joined(own)).slice(-252), returns(joined(bench)).slice(-252)]
  const [my, mx] = [by.average(y), by.average(x)]
  const sxx = by.sum(x.map((value) => (value - mx) ** 2))
  const sxy = by.sum(x.map((value, i) => (value - mx) * ((y[i] ?? NaN) - my)))
  const syy = by.sum(y.map((value) => (value - my) ** 2))
  const slope = sxy / sxx
  const residuals = y.map((value, i) => value - my - slope * ((x[i] ?? NaN) - mx))
  const error = Math.sqrt(by.sum(residuals.map((value) => value ** 2)) / (y.length - 2) / sxx)
  const correlation = sxy / Math.sqrt(sxx * syy)

  const facts = factsOf(own, { benchmark: bench })
  const value = (metric: string): number => Number(facts.get(metric)?.value)
  expect(value('beta.252d')).toBeCloseTo(slope, 12)
  expect(value('beta.252d.se')).toBeCloseTo(error, 12)
  expect(value('correlation.252d')).toBeCloseTo(correlation, 12)
  expect(value('correlation.252d.se')).toBeCloseTo(
    Math.sqrt((1 - correlation ** 2) / (y.length - 2)),
    12
  )
  for (const bars of [20, 60, 252]) {
    const difference =
      (returns(joined(own), bars).at(-1) ?? NaN) - (returns(joined(bench), bars).at(-1) ?? NaN)
    expect(value(`excess.${bars}d`)).toBeCloseTo(difference, 12)
  }
  expect(facts.get('beta.252d')).toMatchObject({ from: shared.at(-253), to: shared.at(-1) })
})

test('a subject that moves twice as its benchmark has a beta of 2 without error', () => {
  const bench = walk(31, 300)
  const moves = returns(bench.close)
  const own = closes([100])
  for (const move of moves) own.close.push((own.close.at(-1) ?? NaN) * (1 + 2 * move))
  const facts = factsOf({ ...own, dates: bench.dates }, { benchmark: bench })
  expect(facts.get('beta.252d')?.value).toBeCloseTo(2, 9)
  expect(facts.get('correlation.252d')?.value).toBeCloseTo(1, 9)
})

test('200 pairs are needed, and counted on the dates that both have', () => {
  const [own, bench] = [walk(41, 260), walk(42, 260)]
  for (const [pairs, known] of [
    [199, false],
    [200, true]
  ] as const) {
    const facts = factsOf(own, { benchmark: without(bench, (i) => i >= 260 - pairs - 1) })
    expect(facts.has('beta.252d')).toBe(known)
  }
})

test('the benchmark after the as-of date is not read', () => {
  const [own, bench] = [walk(51, 300), walk(52, 400)]
  const cut = factsOf(own, { benchmark: head(bench, 300) })
  expect(factsOf(own, { benchmark: bench })).toEqual(cut)
})

test('without a benchmark there is no fact of one', () => {
  const metrics = [...factsOf(walk(61, 400)).keys()]
  expect(metrics.filter((metric) => /^(?:beta|correlation|excess|benchmark)/.test(metric))).toEqual(
    []
  )
})

const ofBenchmark = (facts: ReadonlyMap<string, unknown>): string[] =>
  [...facts.keys()].filter((metric) => /^(?:beta|correlation|excess|benchmark)|bench/.test(metric))

test('a benchmark that ends more than 5 bars before the as-of date gives its end and no figure', () => {
  const [own, bench] = [walk(71, 400), walk(72, 400)]
  const late = factsOf(own, { benchmark: head(bench, 395) })
  expect(late.get('beta.252d')?.to).toBe(bench.dates[394])
  expect(late.has('data.benchmark.end')).toBe(false)

  const facts = factsOf(own, { benchmark: head(bench, 394) })
  expect(ofBenchmark(facts)).toEqual(['data.benchmark.end'])
  expect(facts.get('data.benchmark.end')).toMatchObject({ value: bench.dates[393], unit: 'date' })
  expect(raisedFlags([...facts.values()])).toMatchObject([
    { metric: 'data.benchmark.end', blocking: false }
  ])
})

test('a benchmark without a date of the subject gives its end and no figure', () => {
  const [own, bench] = [walk(73, 300), walk(74, 300)]
  const odd = without(own, (i) => i % 2 === 1)
  const facts = factsOf(odd, { benchmark: without(bench, (i) => i % 2 === 0) })
  expect(ofBenchmark(facts)).toEqual(['data.benchmark.end'])
  expect(facts.get('data.benchmark.end')?.value).toBe(bench.dates[298])
})

interface Names {
  subject?: string
  prices: string
  benchmark: string
}

const named = (
  [own, bench]: readonly [Series, Series],
  { subject = 'X', prices, benchmark }: Names
): Map<string, Fact> =>
  byMetric(
    computeFacts({
      subject,
      evidence: {
        prices: itemOf('prices', csvOf(own), prices),
        benchmark: itemOf('benchmark', csvOf(bench), benchmark),
        notes: [],
        fundamentals: null,
        asOfAsked: null
      }
    })
  )

test.each<[string, Names, 1 | 5]>([
  ['a Taiwan listing and another', { prices: '2330.TW.csv', benchmark: 'AAPL.csv' }, 5],
  ['another and a Taiwan listing', { prices: 'AAPL.csv', benchmark: '2330.TW.csv' }, 5],
  ['a listing by its name', { subject: '6488.TWO', prices: 'x.csv', benchmark: 'SPY.csv' }, 5],
  ['two Taiwan listings', { prices: '2330.TW.csv', benchmark: '0050.TW.csv' }, 1],
  ['a Taiwan listing and its index', { prices: '2330.TW.csv', benchmark: '^TWII.csv' }, 1],
  ['two others', { prices: 'MSFT.csv', benchmark: 'AAPL.csv' }, 1]
])('of %s, beta goes by returns that share their hours', (_name, names, span) => {
  const pair = [walk(81, 400, { closeOnly: true }), walk(82, 400, { closeOnly: true })] as const
  const facts = named(pair, names)
  const [y, x] = pair.map(({ close }) => returns(close, span).slice(-252))
  const [my, mx] = [by.average(y ?? []), by.average(x ?? [])]
  const products = (a: readonly number[] = [], b: readonly number[] = []): number =>
    by.sum(a.map((value, i) => value * (b[i] ?? NaN)))
  const [dy, dx] = [y?.map((value) => value - my), x?.map((value) => value - mx)]
  const correlation = products(dy, dx) / Math.sqrt(products(dy, dy) * products(dx, dx))
  const error = Math.sqrt((1 - correlation ** 2) / (252 / span - 2))
  const ratio = Math.sqrt(products(dy, dy) / products(dx, dx))
  const value = (metric: string): number => Number(facts.get(metric)?.value)
  expect(value('correlation.252d')).toBeCloseTo(correlation, 12)
  expect(value('correlation.252d.se')).toBeCloseTo(error, 12)
  expect(value('beta.252d')).toBeCloseTo(correlation * ratio, 12)
  expect(value('beta.252d.se')).toBeCloseTo(error * ratio, 12)
  expect(facts.get('beta.252d')?.from).toBe(pair[0].dates[400 - 252 - span])
  expect(facts.get('beta.252d')?.formula.includes('5-bar')).toBe(span === 5)
})

test('across time zones 200 overlapping pairs are needed', () => {
  const names = { prices: '2330.TW.csv', benchmark: 'AAPL.csv' }
  for (const [bars, known] of [
    [204, false],
    [205, true]
  ] as const) {
    expect(named([walk(83, bars), walk(84, bars)], names).has('beta.252d')).toBe(known)
  }
})

test('excess returns compare total with total, else close with close, and say which', () => {
  const plain = walk(91, 400)
  const paying = walk(92, 400, { adjusted: true })
  const total = (series: Series): number[] => series.adjusted ?? series.close
  const moved = (values: readonly number[]): number => returns(values, 60).at(-1) ?? NaN
  const other = walk(93, 400, { adjusted: true })
  const both = factsOf(paying, { benchmark: other }).get('excess.60d')
  expect(both?.value).toBeCloseTo(moved(total(paying)) - moved(total(other)), 12)
  expect(both?.basis).toBe('total')
  for (const [own, bench] of [
    [paying, plain],
    [plain, paying]
  ] as const) {
    const excess = factsOf(own, { benchmark: bench }).get('excess.60d')
    expect(excess?.value).toBeCloseTo(moved(own.close) - moved(bench.close), 12)
    expect(excess?.basis).toBe('split')
  }
})

test('adjusted closes alone are compared with total returns only', () => {
  const plain = walk(94, 400)
  const paying = walk(95, 400, { adjusted: true })
  const csv = csvOf(walk(96, 400, { closeOnly: true })).replace('Close', 'Adj Close')
  const excessWith = (bench: Series): Fact | undefined =>
    byMetric(
      computeFacts({
        subject: 'X',
        evidence: {
          prices: itemOf('prices', csv),
          benchmark: itemOf('benchmark', csvOf(bench)),
          notes: [],
          fundamentals: null,
          asOfAsked: null
        }
      })
    ).get('excess.60d')
  expect(excessWith(plain)).toBeUndefined()
  expect(excessWith(paying)?.basis).toBe('total')
})
