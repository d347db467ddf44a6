import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { makeSeries, seriesShapes, weekdays, type SeriesBar } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'
import { wildBars, wildSeries } from '../../../support/wild-series'

const isoDate = /^\d{4}-\d{2}-\d{2}$/
const hash = /^[0-9a-f]{64}$/
/** The only date that may lie after the as-of date: it is a plan's, and no exchange has seen it. */
const ahead = new Set(['plan.expiry'])

const valueFaults = ({ metric, value, unit, asOf }: Fact): string[] => {
  const faults: string[] = []
  const isText = unit === 'text' || unit === 'date'
  if (isText !== (typeof value === 'string')) faults.push(`${metric}: ${value} is no ${unit}`)
  if (typeof value === 'number' && !Number.isFinite(value)) faults.push(`${metric}: ${value}`)
  if (Object.is(value, -0)) faults.push(`${metric}: minus zero`)
  if (value === '') faults.push(`${metric}: an empty text`)
  if (unit === 'date' && !isoDate.test(String(value))) faults.push(`${metric}: ${value}`)
  if (unit === 'date' && String(value) > asOf && !ahead.has(metric)) faults.push(`${metric} ahead`)
  const whole = unit === 'bars' || unit === 'count'
  if (whole && !(Number.isInteger(value) && Number(value) >= 0)) faults.push(`${metric}: ${value}`)
  return faults
}

const sourceFaults = ({ metric, source, asOf, id }: Fact): string[] => {
  if (source.kind === 'price-rows') {
    const { from, to, bars, sha256, file } = source
    const good = hash.test(sha256) && from <= to && to <= asOf && bars > 0 && file !== ''
    return good ? [] : [`${metric}: ${JSON.stringify(source)}`]
  }
  if (source.kind !== 'derived') return [`${metric}: ${source.kind}`]
  const own = Number(id.slice(1))
  const earlier = source.inputs.every((input) => Number(input.slice(1)) < own)
  const good = source.inputs.length > 0 && earlier && source.formula !== ''
  return good ? [] : [`${metric}: ${JSON.stringify(source)}`]
}

const windowFaults = ({ metric, from, to, asOf }: Fact): string[] => {
  const dated = [from, to, asOf].every((date) => isoDate.test(date))
  return dated && from <= to && to <= asOf ? [] : [`${metric}: ${from} to ${to} as of ${asOf}`]
}

const bounds: readonly [metric: RegExp, low: number, high: number][] = [
  [/^(?:rsi\.14|adx\.14|stochastic\.[kd])$/, 0, 100],
  [/^percentile\.(?!count|middle80)/, 0, 1],
  [/^drawdown\.(?:max|max\.252d|current)$/, 0, 1],
  [/(?:hitrate|\.share|\.p|baserate\.20d\.(?:low|high)|plan\.(?:entry\.)?size)$/, 0, 1],
  [/^correlation\.252d$/, -1 - 1e-12, 1 + 1e-12],
  [/^volatility\./, 0, Infinity],
  [/(?:\.reached|^data\.open\.copied|^flip\.(?:up|down)\.share)$/, 0, 1],
  [/^(?:trigger\.(?:sma|rsi)\.\d+|trigger\.macd\.histogram|flip\.(?:up|down))$/, 1e-12, Infinity],
  [/^range\.20d\.\d+$/, 0, Infinity],
  [/^var\.95\.1d\.breaches\.250/, 0, 250]
]

const boundFaults = ({ metric, value }: Fact): string[] =>
  bounds.flatMap(([pattern, low, high]) => {
    if (!pattern.test(metric) || typeof value !== 'number') return []
    return value >= low && value <= high ? [] : [`${metric}: ${value} beyond ${low} to ${high}`]
  })

/** Edges of a range must not cross, and a plan's stop must lie under its entry. */
const ordered: readonly (readonly string[])[] = [
  ['range.20d.5', 'range.20d.10', 'range.20d.50', 'range.20d.90', 'range.20d.95'],
  ['var.95.1d.scaled', 'es.95.1d.scaled'],
  ['trigger.rsi.30', 'trigger.rsi.50', 'trigger.rsi.70'],
  ['flip.down', 'price.close', 'flip.up'],
  ['plan.stop', 'price.close'],
  ['plan.close.stop', 'price.close'],
  ['baserate.20d.near.low', 'baserate.20d.near.hitrate', 'baserate.20d.near.high']
]

const orderFaults = (facts: readonly Fact[]): string[] =>
  ordered.flatMap((metrics) => {
    const values = metrics.flatMap((metric) => {
      const value = facts.find((fact) => fact.metric === metric)?.value
      return typeof value === 'number' ? [value] : []
    })
    const sorted = [...values].sort((a, b) => a - b)
    return values.every((value, index) => value === sorted[index]) ? [] : [metrics.join(' <= ')]
  })

const faultsOf = (facts: readonly Fact[]): string[] => [
  ...orderFaults(facts),
  ...facts.flatMap(valueFaults),
  ...facts.flatMap(sourceFaults),
  ...facts.flatMap(windowFaults),
  ...facts.flatMap(boundFaults),
  ...facts.flatMap(({ id }, index) => (id === `F${index + 1}` ? [] : [`${id} at ${index}`])),
  ...facts.flatMap(({ metric, formula }) => (formula.trim() === '' ? [`${metric}: formula`] : [])),
  ...(new Set(facts.map(({ metric }) => metric)).size === facts.length ? [] : ['a metric twice'])
]

const expectSound = (bars: readonly SeriesBar[]): void => {
  const { asOf, facts } = factsOf(bars)
  expect(faultsOf(facts)).toEqual([])
  expect(new Set(facts.map((fact) => fact.asOf))).toEqual(new Set([asOf]))
  // Neither null nor NaN survives as such in JSON, in which facts are kept and sent.
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
}

describe('every fact is a real figure with its formula, window and source', () => {
  test('on wild series: no moves, doublings, zero volume, one bar', () => {
    fc.assert(
      fc.property(wildSeries, (plan) => expectSound(wildBars(plan))),
      { numRuns: 150, seed: 20_080_912 }
    )
  })
  test.each(seriesShapes)('on a %s series', (shape) => {
    for (const seed of [61, 62]) expectSound(makeSeries({ shape, seed }))
  })
  test('against a benchmark that equals the subject, or never moves', () => {
    const bars = makeSeries({ shape: 'garch', seed: 63 })
    const still = makeSeries({ shape: 'constant', seed: 64 })
    for (const benchmark of [bars, still]) {
      expect(faultsOf(factsOf(bars, { benchmark }).facts)).toEqual([])
    }
  })
})

/** What divides by a spread, a range, a volume or a sum of moves, all of which may be zero. */
const undefinedWithoutMoves = [
  'rsi.14',
  'adx.14',
  'bollinger.percentB',
  'z.1d',
  'z.5d',
  'sigma2.bars',
  'sharpe.252d',
  'sharpe.252d.se',
  'skewness',
  'skewness.without3',
  'kurtosis.excess',
  'kurtosis.excess.without3',
  'baserate.20d.hitrate',
  'vote.historian.p',
  'percentile.volatility',
  'var.95.1d.scaled',
  'range.20d.50',
  'trigger.rsi.50',
  'trigger.sma.200.sigma',
  'plan.close.stop',
  'vote.scout.state',
  'flip.up',
  'flip.down'
]

describe('a zero denominator leaves a fact absent', () => {
  test.each([0.05, 0.1, 33.3333, 1_251.7, 1e6])('a price that stays at %f', (price) => {
    const prices = { open: price, high: price, low: price, close: price, adjusted: NaN }
    const bars = weekdays('2005-01-03', 1_250).map((date) => ({ date, ...prices, volume: NaN }))
    const found = byMetric(factsOf(bars))
    expect(undefinedWithoutMoves.filter((metric) => found.has(metric))).toEqual([])
    for (const metric of ['return.20d', 'volatility.ewma', 'drawdown.current', 'var.99.1d']) {
      expect([metric, found.get(metric)?.value]).toEqual([metric, 0])
    }
    expect(found.get('sma.200')?.value).toBe(price)
    expect(found.get('stochastic.k')?.value).toBe(50)
  })
  test('twenty bars without volume leave no volume ratio', () => {
    const bars = makeSeries({ shape: 'trending', seed: 71, bars: 60 })
    const silent = bars.map((bar, index) =>
      index >= 39 && index < 59 ? { ...bar, volume: 0 } : bar
    )
    expect(byMetric(factsOf(bars)).has('volume.ratio.20d')).toBe(true)
    expect(byMetric(factsOf(silent)).has('volume.ratio.20d')).toBe(false)
  })
  test('a benchmark that never moves leaves no beta and no correlation', () => {
    const bars = makeSeries({ shape: 'garch', seed: 72 })
    const found = byMetric(
      factsOf(bars, { benchmark: makeSeries({ shape: 'constant', seed: 73 }) })
    )
    expect(found.has('excess.20d')).toBe(true)
    expect([...found.keys()].filter((metric) => /^(?:beta|correlation)/.test(metric))).toEqual([])
  })
})
