import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closes, csvOf, factsOf, head, sheetOf, walk, type Series } from './series'

const shapes: Record<string, Series> = {
  'one row': head(walk(1, 1), 1),
  'two rows': walk(1, 2),
  short: walk(1, 45),
  'a year': walk(1, 300),
  long: walk(1, 1300),
  adjusted: walk(2, 1300, { adjusted: true }),
  'close only': walk(3, 1300, { closeOnly: true }),
  'a constant of 0.1': closes(Array.from({ length: 1300 }, () => 0.1)),
  'one rate of growth': closes(Array.from({ length: 1300 }, (_, i) => 100 * 1.01 ** i)),
  'a jump in a constant': closes(Array.from({ length: 1300 }, (_, i) => (i < 650 ? 10 : 11))),
  'tiny prices': closes(walk(4, 300).close.map((value) => value / 1e9)),
  'huge prices': closes(walk(4, 300).close.map((value) => value * 1e9))
}

test.each(Object.keys(shapes))(
  'facts of %s: dense ids, true windows, no figure that is none',
  (kind) => {
    const series = shapes[kind] ?? closes([1])
    const { facts, asOf } = sheetOf(csvOf(series), {
      benchmark: walk(77, 1300),
      notes: ['2023-01-05 Something happened. Then more.\n\nUndated.']
    })
    const ids = new Set(facts.map(({ id }) => id))
    expect(facts.map(({ id }) => id)).toEqual(facts.map((_, index) => `F${index + 1}`))
    expect(facts.length).toBeGreaterThan(4)
    for (const fact of facts) {
      const { value, from, to, source, unit, metric } = fact
      expect(fact.asOf).toBe(asOf)
      expect(from <= to && to <= asOf, `${metric} ${from} ${to}`).toBe(true)
      expect(fact.formula, metric).not.toBe('')
      if (typeof value === 'number') expect(Number.isFinite(value), metric).toBe(true)
      else expect(value, metric).toMatch(unit === 'date' ? /^\d{4}-\d{2}-\d{2}$/ : /\S/)
      if (source.kind !== 'derived') continue
      expect(source.inputs.length, metric).toBeGreaterThan(0)
      for (const input of source.inputs) expect(ids.has(input), `${metric} ${input}`).toBe(true)
    }
    // A metric stands once, but for the sentences of notes.
    const metrics = facts
      .map(({ metric }) => metric)
      .filter((metric) => !metric.startsWith('note.'))
    expect(new Set(metrics).size).toBe(metrics.length)
  }
)

test('of a constant price nothing that divides by a spread is known', () => {
  const count = 1300
  const price = Array.from({ length: count }, () => 0.1)
  const flat: Series = { ...closes(price), open: price, high: price, low: price }
  const facts = factsOf(flat, { benchmark: walk(5, count) })
  const absent = [
    'rsi.14',
    'adx.14',
    'bollinger.percentB',
    'sharpe.252d',
    'sharpe.252d.se',
    'skewness',
    'skewness.without3',
    'kurtosis.excess',
    'kurtosis.excess.without3',
    'z.1d',
    'z.5d',
    'sigma2.bars',
    'correlation.252d',
    'percentile.volatility',
    'baserate.20d.state',
    'baserate.20d.hitrate',
    'vote.historian.p',
    'volume.ratio.20d'
  ]
  expect(absent.filter((metric) => facts.has(metric))).toEqual([])
  // These are figures of a constant, not of nothing: RSV is 50 by definition, nothing moved.
  const known = [
    'stochastic.k',
    'stochastic.j',
    'volatility.20d',
    'atr.14',
    'drawdown.max',
    'beta.252d'
  ]
  expect(known.map((metric) => facts.get(metric)?.value)).toEqual([50, 50, 0, 0, 0, 0])
  expect(facts.get('bollinger.upper')?.value).toBe(0.1)
})

test('one rate of growth leaves no ratio of rounding noise', () => {
  const facts = factsOf(closes(Array.from({ length: 1300 }, (_, i) => 100 * 1.01 ** i)))
  for (const metric of ['sharpe.252d', 'skewness', 'kurtosis.excess']) {
    expect(facts.has(metric), metric).toBe(false)
  }
  expect(facts.get('rsi.14')?.value).toBeCloseTo(100, 10)
  expect(facts.get('baserate.20d.hitrate')?.value).toBe(1)
  expect(facts.get('baserate.20d.differs')?.value).toBe('no')
})

test('a close-only file has no fact of highs, lows or volume', () => {
  const facts = factsOf(walk(6, 400, { closeOnly: true }))
  for (const metric of [
    'atr.14',
    'adx.14',
    'stochastic.k',
    'volume.ratio.20d',
    'data.stale.bars'
  ]) {
    expect(facts.has(metric), metric).toBe(false)
  }
  expect(facts.get('high.252d')?.value).toBe(facts.get('close.high.252d')?.value)
  expect(facts.get('high.252d')?.formula).toContain('close')
})

test('a volume that is not known leaves its ratio absent', () => {
  const series = walk(7, 60)
  const gap = {
    ...series,
    volume: series.volume?.map((value, i) => (i === 50 ? null : value)) ?? null
  }
  expect(factsOf(series).has('volume.ratio.20d')).toBe(true)
  expect(factsOf(gap).has('volume.ratio.20d')).toBe(false)
})

test('the S&P 500 on 2008-09-12 reads as docs/facts.md prints it', () => {
  const text = readFileSync('node_modules/vega-datasets/data/sp500-2000.csv', 'utf8')
  const facts = new Map(sheetOf(text, { asOf: '2008-09-12' }).facts.map((f) => [f.metric, f.value]))
  const rounded = (metric: string, digits: number): string =>
    Number(facts.get(metric)).toFixed(digits)
  expect(rounded('price.close', 2)).toBe('1251.70')
  expect(rounded('return.1d', 3)).toBe('0.002')
  expect(rounded('return.20d', 3)).toBe('-0.032')
  expect(facts.get('close.high.252d.date')).toBe('2007-10-09')
  expect(rounded('drawdown.current', 3)).toBe('0.200')
  expect(facts.get('trend.sma200.bars')).toBe(180)
  expect(rounded('volatility.ewma', 3)).toBe('0.239')
  expect(rounded('percentile.volatility', 2)).toBe('0.97')
  expect(rounded('rsi.14', 1)).toBe('46.5')
  expect(rounded('adx.14', 1)).toBe('16.7')
  expect(rounded('return.20d.worst', 3)).toBe('-0.196')
  expect(facts.get('baserate.20d.windows')).toBe(48)
  expect(
    ['hitrate', 'low', 'high', 'all.hitrate'].map((part) => rounded(`baserate.20d.${part}`, 2))
  ).toEqual(['0.49', '0.35', '0.62', '0.57'])
  expect(facts.get('baserate.20d.differs')).toBe('no')
})
