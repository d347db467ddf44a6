import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { makeSeries, weekdays, type SeriesBar, type SeriesShape } from '../../../support/series'
import { foreignCsv, plainCsv } from '../../../support/series-csv'
import { factsOf } from '../../../support/series-facts'
import { seededRandom } from '../../../../main/kernel/random'

const cutAt = 1_150
const shapes: readonly SeriesShape[] = ['garch', 'adjusted', 'stale', 'close-only', 'gappy']

/** Every price after the cut made to be something else, in its own direction. */
const falsified = (bars: readonly SeriesBar[], factor: number): SeriesBar[] =>
  bars.map((bar, index) => {
    if (index <= cutAt) return bar
    const scaled = (value: number): number => Number((value * factor).toFixed(4))
    const [open, high, low] = [scaled(bar.open), scaled(bar.high), scaled(bar.low)]
    const [close, adjusted] = [scaled(bar.close), scaled(bar.adjusted)]
    return { ...bar, open, high, low, close, adjusted, volume: bar.volume * 1_000 }
  })

/** Nobody trades any more: all bars after the cut are what stale bars look like. */
const frozen = (bars: readonly SeriesBar[]): SeriesBar[] => {
  const last = bars[cutAt] as SeriesBar
  return bars.map((bar, index) => {
    if (index <= cutAt) return bar
    const volume = Number.isNaN(bar.volume) ? NaN : 0
    return { ...last, date: bar.date, volume }
  })
}

/** Years of bars more, from the last one on. */
const lengthened = (bars: readonly SeriesBar[]): SeriesBar[] => {
  const last = bars.at(-1) as SeriesBar
  const [, ...later] = weekdays(last.date, 800)
  return [...bars, ...later.map((date) => ({ ...last, date }))]
}

const shuffled = (bars: readonly SeriesBar[], seed: number): SeriesBar[] => {
  const random = seededRandom(seed)
  return bars
    .map((bar) => ({ bar, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ bar }) => bar)
}

describe.each(shapes)('no fact of a %s series knows what comes after its date', (shape) => {
  const bars = makeSeries({ shape, seed: 41 })
  const asOf = bars[cutAt]?.date ?? ''
  const text = (changed: readonly SeriesBar[]): string => JSON.stringify(factsOf(changed, { asOf }))
  const expected = text(bars)

  test('facts are there to be compared', () => {
    expect(JSON.parse(expected).facts.length).toBeGreaterThan(60)
  })
  test('new kinds of facts are among them', () => {
    const metrics = new Set(JSON.parse(expected).facts.map(({ metric }: Fact) => metric))
    for (const metric of [
      'data.price.column',
      'var.99.1d.scaled',
      'var.95.1d.breaches.250.scaled',
      'range.20d.90',
      'trigger.rsi.50',
      'baserate.20d.near.n',
      'vote.scout.p',
      'vote.risk.state',
      'forecast.room.p'
    ]) {
      expect(metrics).toContain(metric)
    }
  })
  test('rows after it removed', () => {
    expect(text(bars.slice(0, cutAt + 1))).toBe(expected)
  })
  test('rows after it a hundred times higher, and lower', () => {
    expect(text(falsified(bars, 100))).toBe(expected)
    expect(text(falsified(bars, 0.01))).toBe(expected)
  })
  test('rows after it without trade', () => {
    expect(text(frozen(bars))).toBe(expected)
  })
  test('rows after it added', () => {
    expect(text(lengthened(bars))).toBe(expected)
  })
  test('newest row first, and rows in no order', () => {
    expect(text([...bars].reverse())).toBe(expected)
    expect(text(shuffled(bars, 3))).toBe(expected)
  })
  test('a date that is a holiday or in the future of the file means the last bar before it', () => {
    const shorter = bars.slice(0, cutAt + 1)
    expect(JSON.stringify(factsOf(shorter, { asOf: '2031-01-01' }))).toBe(expected)
    expect(JSON.stringify(factsOf(shorter))).toBe(expected)
  })
  test('the other way of writing the same file', () => {
    const other = factsOf(bars, { asOf, style: foreignCsv })
    expect(JSON.stringify(other)).toBe(JSON.stringify(factsOf(bars, { asOf, style: plainCsv })))
  })
  test('positive control: one last close at the date itself changes the facts', () => {
    const changed = bars.map((bar, index) =>
      index === cutAt ? { ...bar, close: Number((bar.close * 1.0001).toFixed(4)) } : bar
    )
    expect(text(changed)).not.toBe(expected)
  })
})

test('flags and limits of a Taiwan file know nothing of what comes after its date', () => {
  const changed = makeSeries({ shape: 'garch', seed: 45, bars: 600 }).map((bar, index) => {
    const close = Math.round(bar.close * 2) / 2
    const volume = index < 300 ? bar.volume * 1_000 : bar.volume
    return { ...bar, open: NaN, high: NaN, low: NaN, close, volume }
  })
  const asOf = changed[449]?.date ?? ''
  const text = (rows: readonly SeriesBar[]): string =>
    JSON.stringify(factsOf(rows, { asOf, fileName: '2330.TW.csv' }))
  const expected = text(changed)
  expect(expected).toContain('limit.up')
  expect(expected).toContain('data.volume.unit')
  const later = changed.map((bar, index) =>
    index < 450 ? bar : { ...bar, close: bar.close * 2.02, volume: bar.volume / 1e5 }
  )
  expect(text(changed.slice(0, 450))).toBe(expected)
  expect(text(later)).toBe(expected)
  expect(text([...later].reverse())).toBe(expected)
})

test('a benchmark is cut at the same date', () => {
  const bars = makeSeries({ shape: 'garch', seed: 43 })
  const market = makeSeries({ shape: 'flat', seed: 44 })
  const asOf = bars[cutAt]?.date ?? ''
  const text = (benchmark: readonly SeriesBar[]): string =>
    JSON.stringify(factsOf(bars, { asOf, benchmark }))
  const expected = text(market)
  expect(JSON.parse(expected).facts.map(({ metric }: { metric: string }) => metric)).toContain(
    'beta.252d'
  )
  expect(text(market.slice(0, cutAt + 1))).toBe(expected)
  expect(text(falsified(market, 3))).toBe(expected)
  expect(text([...market].reverse())).toBe(expected)
})
