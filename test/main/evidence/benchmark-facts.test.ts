import { expect, test } from 'vitest'
import * as by from './reference-indicators'
import { closes, factsOf, head, walk, type Series } from './series'

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
