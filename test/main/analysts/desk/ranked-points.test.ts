import { beforeAll, describe, expect, test } from 'vitest'
import { FactBook } from '../../../../main/analysts/desk/fact-book'
import {
  rankPoints,
  type Point,
  type PointKind
} from '../../../../main/analysts/desk/findings/points'
import { rankedPoints } from '../../../../main/analysts/desk/ranked-points'
import { voterNames } from '../../../../main/evidence/facts/votes'
import type { Fact } from '../../../../preload/contract/facts'
import { withFacts } from '../../../support/desk-facts'
import { factsOf } from '../../../support/desk-room'
import { makeSeries, toCsv, type SeriesRow } from '../../../support/desk-series'

const base = makeSeries('trending', 5)

const scaled = (row: SeriesRow, factor: number): SeriesRow => ({
  ...row,
  open: row.open * factor,
  high: row.high * factor,
  low: row.low * factor,
  close: row.close * factor
})

/** The series with a gentle dent (or bump) of that height, widest at that many bars ago. */
const dented = (barsAgo: number, halfWidth: number, height: number): SeriesRow[] =>
  base.map((row, at) => {
    const away = Math.abs(base.length - 1 - barsAgo - at)
    return away >= halfWidth ? row : scaled(row, 1 + height * (1 - away / halfWidth))
  })

/** The bars between these two, their moves put in another order: both ends stay where they are. */
const reordered = (
  [from, to]: [from: number, to: number],
  order: (a: number, b: number) => number
): SeriesRow[] => {
  const last = base.length - 1
  const first = last - from
  const moves: number[] = []
  for (let at = first + 1; at <= last - to; at += 1) {
    moves.push((base[at]?.close ?? NaN) / (base[at - 1]?.close ?? NaN))
  }
  moves.sort(order)
  let close = base[first]?.close ?? NaN
  return base.map((row, at) => {
    if (at <= first || at >= last - to) return row
    close *= moves[at - first - 1] ?? 1
    return scaled(row, close / row.close)
  })
}

const pointsOf = (facts: readonly Fact[]): Point[] => rankPoints(new FactBook(facts))

const onSeries = (rows: readonly SeriesRow[], benchmark?: readonly SeriesRow[]): Point[] =>
  pointsOf(
    factsOf({
      prices: toCsv(rows),
      ...(benchmark === undefined ? {} : { benchmark: toCsv(benchmark) })
    })
  )

/** Weight with its sign: how far a point pulls up. */
const pull = (points: readonly Point[], kind: PointKind): number => {
  const point = points.find((each) => each.kind === kind)
  return point === undefined ? 0 : point.sign * point.weight
}

describe('two series that differ in one input alone', () => {
  const pairs: readonly (readonly [PointKind, SeriesRow[]])[] = [
    ['trend', dented(120, 40, -0.1)],
    ['slope', dented(210, 9, -0.1)],
    ['momentum', dented(252, 20, -0.2)],
    ['quarter', dented(60, 15, -0.05)],
    ['month', dented(20, 12, -0.03)],
    ['week', dented(5, 5, -0.02)]
  ]

  test.each(pairs)('%s pulls further up where its base was lower', (kind, lower) => {
    expect(pull(onSeries(lower), kind)).toBeGreaterThan(pull(onSeries(base), kind))
  })

  test('a peak of long ago makes the drawdown a point against', () => {
    const peaked = onSeries(dented(235, 12, 0.4))
    expect(pull(peaked, 'drawdown')).toBeLessThan(pull(onSeries(base), 'drawdown'))
    expect(pull(peaked, 'drawdown')).toBeLessThan(0)
  })

  test('the same moves with their gains last raise RSI, and the MACD histogram turns up', () => {
    const late = onSeries(reordered([19, 6], (a, b) => a - b))
    const early = onSeries(reordered([19, 6], (a, b) => b - a))
    expect(pull(late, 'rsi')).toBeGreaterThan(pull(early, 'rsi'))
    const signOf = (points: readonly Point[]): number =>
      points.find(({ kind }) => kind === 'macd')?.sign ?? 0
    expect([signOf(early), signOf(late)]).toEqual([-1, 1])
  })

  test('a benchmark that did better makes the difference to it a point against', () => {
    const behind = base.map((row, at) => scaled(row, 1 + at / base.length))
    const ahead = base.map((row, at) => scaled(row, 1 - at / (2 * base.length)))
    expect(pull(onSeries(base, ahead), 'benchmark')).toBeGreaterThan(0)
    expect(pull(onSeries(base, behind), 'benchmark')).toBeLessThan(0)
  })
})

describe('two sets of facts that differ in one figure alone', () => {
  let facts: Fact[] = []
  beforeAll(() => {
    facts = factsOf({ prices: toCsv(base) })
  })

  const year = (): number => Number(facts.find(({ metric }) => metric === 'volatility.60d')?.value)

  test.each(voterNames)(
    'a vote of %s over one half is for, under it against, by log-odds',
    (name) => {
      const kind = `vote.${name}` as const
      const at = (p: number): number => pull(pointsOf(withFacts(facts, { [`${kind}.p`]: p })), kind)
      expect(at(0.56)).toBeCloseTo(Math.log(0.56 / 0.44), 12)
      expect(at(0.44)).toBeCloseTo(-at(0.56), 12)
      expect(at(0.5)).toBe(0)
      const strongest = pointsOf(withFacts(facts, { [`${kind}.p`]: 0.6 }))[0]
      expect(strongest?.kind).toBe(kind)
    }
  )

  test.each([
    ['trend', 'distance.sma.200', 'percentile.distance.sma.200'],
    ['month', 'return.20d', 'percentile.return.20d']
  ] as const)('%s weighs by its percentile, and without one by its size', (kind, metric, share) => {
    const ranked = withFacts(facts, { [metric]: 0.03, [share]: 0.9 })
    expect(pull(pointsOf(ranked), kind)).toBeCloseTo(0.1 * 0.8, 12)
    const plain = withFacts(facts, { [metric]: 0.03, [share]: null })
    expect(pull(pointsOf(plain), kind)).toBeCloseTo((0.1 * 0.03) / year(), 12)
  })

  test.each([
    ['slope', 'trend.sma200.slope.20d'],
    ['momentum', 'momentum.12-1'],
    ['quarter', 'return.60d'],
    ['week', 'return.5d']
  ] as const)('%s weighs by its size against a year’s deviation, at most 0.1', (kind, metric) => {
    const at = (value: number): number =>
      pull(pointsOf(withFacts(facts, { [metric]: value })), kind)
    expect(at(0.01)).toBeCloseTo((0.1 * 0.01) / year(), 12)
    expect(at(-0.01)).toBeCloseTo(-at(0.01), 12)
    expect(at(9)).toBeCloseTo(0.1, 12)
    expect(at(0.0004)).toBe(0)
  })

  test('a deep drawdown is against, a shallow one for', () => {
    const at = (share: number): number =>
      pull(pointsOf(withFacts(facts, { 'percentile.drawdown': share })), 'drawdown')
    expect(at(0.9)).toBeCloseTo(-0.08, 12)
    expect(at(0.1)).toBeCloseTo(0.08, 12)
  })

  test('the list is ranked by weight, and MACD only fills a place that is left', () => {
    const points = pointsOf(facts)
    const weights = points.map(({ weight }) => weight)
    expect(weights).toEqual([...weights].sort((a, b) => b - a))
    expect(points.find(({ kind }) => kind === 'macd')?.weight).toBe(0)
  })
})

test('Models are told the same points in the same order, as sentences that cite their facts', () => {
  const facts = factsOf({ prices: toCsv(base) })
  const told = rankedPoints(facts)
  expect(told.map(({ sign }) => sign)).toEqual(pointsOf(facts).map(({ sign }) => sign))
  expect(new Set(told.map(({ sign }) => sign)).size).toBe(2)
  for (const { text } of told) expect(text).toMatch(/^\S.*\[F\d+\]/)
})
