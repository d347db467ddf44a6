import { describe, expect, test } from 'vitest'
import { dataFlags, raisedFlags } from '../../../../main/evidence/facts/flags'
import { splitRatioOf } from '../../../../main/evidence/facts/split-suspects'
import type { Fact } from '../../../../preload/contract/facts'
import { makeSeries, type SeriesBar } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'

const scaled = (bars: readonly SeriesBar[], from: number, factor: number): SeriesBar[] =>
  bars.map((bar, index) => {
    const by = (value: number): number =>
      index < from ? value : Number((value * factor).toFixed(4))
    return {
      ...bar,
      open: by(bar.open),
      high: by(bar.high),
      low: by(bar.low),
      close: by(bar.close)
    }
  })

const bars = makeSeries({ shape: 'flat', seed: 5, bars: 400 })
const valueOf = (facts: ReadonlyMap<string, Fact>, metric: string): unknown =>
  facts.get(metric)?.value
const raised = (changed: readonly SeriesBar[]): string[] =>
  raisedFlags(factsOf(changed).facts).map(({ metric }) => metric)

describe('a split that was not adjusted for', () => {
  test.each([
    [1 / 2, '2:1'],
    [1 / 20, '20:1'],
    [1 / 7, '7:1'],
    [2 / 3, '3:2'],
    [10, '1:10'],
    [1.5, '2:3']
  ])('a price times %f is called %s, names its date and blocks a call', (factor, ratio) => {
    const date = bars[200]?.date ?? ''
    const sheet = factsOf(scaled(bars, 200, factor))
    const facts = byMetric(sheet)
    expect(valueOf(facts, 'data.split.suspect')).toBe(`${date} ${ratio}`)
    expect(valueOf(facts, 'data.split.suspect.date')).toBe(date)
    expect(valueOf(facts, 'data.split.suspect.ratio')).toBe(ratio)
    expect(valueOf(facts, 'data.split.suspect.count')).toBe(1)
    expect(raisedFlags(sheet.facts)[0]).toMatchObject({
      metric: 'data.split.suspect',
      blocking: true
    })
  })

  test.each([
    [1, null],
    [0.81, null],
    [1.2, null],
    [0.5 * 1.049, '2:1'],
    [0.5 * 1.051, null],
    [0.5 * 0.951, '2:1'],
    [0.5 * 0.949, null],
    [0.58, null],
    [1 / 6, null],
    [1 / 10.4, '10:1'],
    [1 / 14, null],
    [3, '1:3'],
    [NaN, null]
  ])('a change to %f of the price is %s', (change, ratio) => {
    expect(splitRatioOf(change)).toBe(ratio)
  })

  test('is found in the adjusted close too', () => {
    const adjusted = bars.map((bar, index) => ({
      ...bar,
      adjusted: Number((bar.close * (index < 200 ? 2 : 1)).toFixed(4))
    }))
    expect(raised(adjusted)).toContain('data.split.suspect')
  })

  test('after the date asked is not known', () => {
    const sheet = factsOf(scaled(bars, 200, 0.5), { asOf: bars[199]?.date ?? '' })
    expect(raisedFlags(sheet.facts)).toEqual([])
  })
})

describe('a volume column that changes its unit', () => {
  const changedAt = 207
  const changed = (factor: number): SeriesBar[] =>
    bars.map((bar, index) => (index < changedAt ? { ...bar, volume: bar.volume * factor } : bar))

  test.each([1_000, 1 / 1_000])('by %f is found on its very day', (factor) => {
    const facts = byMetric(factsOf(changed(factor)))
    expect(valueOf(facts, 'data.volume.unit')).toBe(bars[changedAt]?.date)
    expect(Number(valueOf(facts, 'data.volume.unit.factor'))).toBeGreaterThan(0)
    expect(raised(changed(factor))).toContain('data.volume.unit')
  })

  test('leaves the volume ratio absent until its window is of one unit', () => {
    const has = (last: number): boolean =>
      byMetric(factsOf(changed(1_000).slice(0, last + 1))).has('volume.ratio.20d')
    expect(has(changedAt + 19)).toBe(false)
    expect(has(changedAt + 20)).toBe(true)
  })

  test('by less than twenty times is trade', () => {
    expect(raised(changed(15))).not.toContain('data.volume.unit')
  })
})

test('opens that copy the close before are counted, with the last year that has many', () => {
  const copied = bars.map((bar, index) => {
    const before = bars[index - 1]
    if (before === undefined || index > 300) return bar
    const open = before.close
    return { ...bar, open, high: Math.max(bar.high, open), low: Math.min(bar.low, open) }
  })
  const facts = byMetric(factsOf(copied))
  expect(Number(valueOf(facts, 'data.open.copied'))).toBeCloseTo(300 / 399, 2)
  expect(String(valueOf(facts, 'data.open.copied.until')).slice(0, 4)).toBe('2004')
  expect(raised(copied)).toContain('data.open.copied')
  expect(raised(bars)).not.toContain('data.open.copied')
})

test('each file says which column its prices and its returns are of', () => {
  const names = ['price.column', 'price.basis', 'return.column', 'return.basis', 'restated']
  const said = (shape: 'flat' | 'adjusted'): unknown[] => {
    const facts = byMetric(factsOf(makeSeries({ shape, seed: 8, bars: 130 })))
    return names.map((name) => valueOf(facts, `data.${name}`))
  }
  expect(said('flat')).toEqual(['close', 'split', 'close', 'split', undefined])
  const column = 'adjusted close'
  expect(said('adjusted')).toEqual(['close', 'split', column, 'total', column])
})

test('only a suspected split blocks a call', () => {
  const blocking = dataFlags.filter((flag) => flag.blocking)
  expect(blocking.map(({ metric }) => metric)).toEqual(['data.split.suspect'])
})
