import { describe, expect, test } from 'vitest'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { raisedFlags } from '../../../../main/evidence/facts/flags'
import { dailyLimits, limitState } from '../../../../main/evidence/taiwan/daily-limits'
import { tickOf } from '../../../../main/evidence/taiwan/ticks'
import { sha256 } from '../../../../main/kernel/hash'
import type { Fact } from '../../../../preload/contract/facts'
import { weekdays } from '../../../support/series'

test.each([
  [9.99, '2020-01-02', 0.01],
  [10, '2020-01-02', 0.05],
  [49.95, '2020-01-02', 0.05],
  [50, '2020-01-02', 0.1],
  [100, '2020-01-02', 0.5],
  [500, '2020-01-02', 1],
  [999, '2020-01-02', 1],
  [1_000, '2020-01-02', 5],
  [4.99, '2005-02-28', 0.01],
  [5, '2005-02-28', 0.05],
  [15, '2005-02-28', 0.1],
  [50, '2005-02-28', 0.5],
  [150, '2005-02-28', 1],
  [1_000, '2005-02-28', 5]
])('a share at %f on %s has ticks of %f', (price, date, tick) => {
  expect(tickOf(price, date, false)).toBe(tick)
})

test('a fund has ticks of its own', () => {
  expect(tickOf(49.99, '2020-01-02', true)).toBe(0.01)
  expect(tickOf(100, '2020-01-02', true)).toBe(0.05)
})

test.each([
  // Known limit days need no rounding up: the price beyond the limit cannot trade.
  [100, '2015-05-29', 107, 93],
  [100, '2015-06-01', 110, 90],
  [33.65, '2020-01-02', 37, 30.3],
  [95.2, '2020-01-02', 104.5, 85.7],
  [523, '2020-01-02', 575, 471]
])('after a close of %f on %s the limits are %f and %f', (before, date, up, down) => {
  const limits = dailyLimits(before, date, false)
  expect(limits.up).toBeCloseTo(up, 9)
  expect(limits.down).toBeCloseTo(down, 9)
})

test.each([
  [100, 110, 'up'],
  [100, 109.5, 'up'],
  [100, 109, null],
  [100, 90, 'down'],
  [100, 90.1, 'down'],
  [100, 90.2, null],
  [100, 100, null],
  [0.05, 0.05, null]
])('from %f to %f is %s', (before, close, state) => {
  expect(limitState({ before, close, date: '2020-01-02' }, false)).toBe(state)
})

interface File {
  subject?: string
  name?: string
  header?: string
  closes?: readonly number[]
}

const steady = Array.from({ length: 60 }, (_, index) => 100 + 0.5 * (index % 7))

const factsIn = (file: File): Map<string, Fact> => {
  const { subject = 'X', name = 'x.csv', header = 'Date,Close', closes = steady } = file
  const dates = weekdays('2021-01-04', closes.length)
  const lines = closes.map((close, index) => `${dates[index] ?? ''},${close}`)
  const rows = header.includes('成交股數') ? lines.map((line) => `${line},1000`) : lines
  const bytes = new TextEncoder().encode([header, ...rows].join('\n'))
  const prices = { kind: 'prices' as const, name, sha256: sha256(bytes), bytes }
  const evidence = { prices, benchmark: null, notes: [], fundamentals: null, asOfAsked: null }
  return new Map(computeFacts({ subject, evidence }).facts.map((fact) => [fact.metric, fact]))
}

describe('whether a subject is listed in Taiwan', () => {
  const odd = steady.map((close) => close + 0.123)
  test.each<[string, File, boolean]>([
    ['a code with the suffix', { subject: '2330.TW' }, true],
    ['one of the second board', { subject: '6488.TWO' }, true],
    ['a file of that name', { name: '2330.TW.csv' }, true],
    ['the exchange’s header', { header: '日期,收盤價,成交股數' }, true],
    ['a bare code with closes on ticks', { subject: '2330' }, true],
    ['a bare code with other closes', { subject: '2330', closes: odd }, false],
    ['another Chinese header', { header: '日期,收盘' }, false],
    ['a name', { subject: 'AAPL' }, false]
  ])('%s', (_name, file, listed) => {
    expect(factsIn(file).get('data.market')?.value).toBe(listed ? 'TW' : undefined)
  })

  test('adjusted closes, which lie between ticks, give no limit', () => {
    const facts = factsIn({ subject: '2330.TW', closes: odd })
    expect(facts.has('data.market')).toBe(true)
    expect([...facts.keys()].filter((metric) => metric.startsWith('limit.'))).toEqual([])
  })

  test('adjusted closes are flagged as such, and as restated, without forbidding a call', () => {
    const facts = factsIn({ subject: '2330.TW', closes: odd })
    expect(facts.get('data.ticks.off')?.value).toBe(1)
    expect(facts.get('data.restated')?.value).toBe('close')
    const raised = raisedFlags([...facts.values()]).map(({ metric, blocking }) => [
      metric,
      blocking
    ])
    expect(raised).toEqual([
      ['data.ticks.off', false],
      ['data.restated', false]
    ])
    for (const other of [{ subject: '2330.TW' }, { subject: '2330', closes: odd }]) {
      const names = [...factsIn(other).keys()]
      expect(names.filter((name) => /^data\.(ticks|restated)/.test(name))).toEqual([])
    }
  })
})

test('a close at the limit is called so, counted, and gives the next limits', () => {
  const facts = factsIn({
    subject: '2330.TW',
    closes: [...steady.slice(0, 50), 100, 110, 121, 133]
  })
  const value = (metric: string): unknown => facts.get(metric)?.value
  expect(value('limit.state')).toBe('up')
  expect(value('limit.bars.1000d')).toBe(3)
  expect(value('limit.rate')).toBe(0.1)
  expect(value('limit.up')).toBeCloseTo(146, 9)
  expect(value('limit.down')).toBeCloseTo(120, 9)
  const still = factsIn({ subject: '2330.TW' })
  expect(still.has('limit.state')).toBe(false)
  expect(still.get('limit.bars.1000d')?.value).toBe(0)
})
