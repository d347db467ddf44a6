import { describe, expect, it, test } from 'vitest'
import type { PriceOrigin } from '../../../../preload/contract/live-prices'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { raisedFlags } from '../../../../main/evidence/facts/flags'
import {
  addWeekdays,
  weekdaysBefore,
  weekdaysBetween
} from '../../../../main/evidence/facts/weekdays'
import { originLine } from '../../../../main/evidence/price-file/origin'
import type { Fact } from '../../../../preload/contract/facts'
import { originFixture } from '../../../support/price-origin'
import { csvOf, head, itemOf, walk, type Series } from '../series'

/** Weekdays from 2023-01-02 on; the last one is 2024-05-01, a Wednesday. */
const series = walk(5, 348)
const last = '2024-05-01'

const textOf = (bars: Series, origin: PriceOrigin | null): string =>
  origin === null ? csvOf(bars) : `${originLine(origin)}\n${csvOf(bars)}`

interface Asked {
  asOf?: string | null
  bars?: Series
  benchmark?: PriceOrigin | null
}

const factsOf = (
  origin: PriceOrigin | null,
  { asOf = null, bars = series, benchmark }: Asked = {}
): Fact[] =>
  computeFacts({
    subject: 'TEST',
    evidence: {
      prices: itemOf('prices', textOf(bars, origin)),
      benchmark:
        benchmark === undefined ? null : itemOf('benchmark', textOf(walk(6, 348), benchmark)),
      notes: [],
      fundamentals: null,
      asOfAsked: asOf
    }
  }).facts

const valuesOf = (facts: readonly Fact[]): Record<string, unknown> =>
  Object.fromEntries(facts.map(({ metric, value }) => [metric, value]))

const flagsOf = (facts: readonly Fact[]): [string, unknown][] =>
  raisedFlags(facts).map(({ metric, fact }) => [metric, fact.value])

describe('the facts of an origin', () => {
  it('tell source, symbol, currency, exchange, adjustment and day of the fetch', () => {
    const facts = factsOf(originFixture())
    expect(valuesOf(facts)).toMatchObject({
      'price.close': series.close.at(-1),
      'data.source': 'yahoo',
      'data.symbol': '2330.TW',
      'data.currency': 'TWD',
      'data.exchange': 'TAI',
      'data.adjustment': 'splits',
      'data.fetched': '2024-05-02'
    })
    const currency = facts.find(({ metric }) => metric === 'data.currency')
    expect(currency).toMatchObject({ basis: 'none', unit: 'text', source: { kind: 'price-rows' } })
    expect(flagsOf(facts)).toEqual([])
  })

  it('stand behind all others, so that a file without one has the facts it always had', () => {
    const plain = factsOf(null)
    const facts = factsOf(originFixture())
    expect(facts.slice(0, plain.length)).toEqual(plain)
    expect(facts.slice(plain.length).every(({ metric }) => metric.startsWith('data.'))).toBe(true)
    expect(facts.length - plain.length).toBe(6)
  })

  it('leave out what the source does not know', () => {
    const unknown = { name: null, currency: null, exchange: null, timeZone: null } as const
    const values = valuesOf(factsOf(originFixture(unknown)))
    expect('data.currency' in values || 'data.exchange' in values).toBe(false)
  })

  it('take the day of the fetch at the exchange', () => {
    const late = { fetchedAt: Date.UTC(2024, 4, 1, 20) }
    const dayIn = (timeZone: string | null): unknown =>
      valuesOf(factsOf(originFixture({ ...late, timeZone })))['data.fetched']
    expect([dayIn('Asia/Taipei'), dayIn('America/New_York'), dayIn(null)]).toEqual([
      ...['2024-05-02', '2024-05-01', '2024-05-01']
    ])
  })
})

describe('an open session that was left out', () => {
  it('is a flag, and none on a date before it', () => {
    const origin = originFixture({ partial: '2024-05-02' })
    expect(flagsOf(factsOf(origin))).toEqual([['data.partial', '2024-05-02']])
    expect(flagsOf(factsOf(origin, { asOf: '2024-05-02' }))).toHaveLength(1)
    expect(flagsOf(factsOf(origin, { asOf: last }))).toEqual([])
  })
})

describe('prices of before, given for newer ones', () => {
  const origin = originFixture({ askedOn: '2024-05-06' })

  it('are a flag with the day of their fetch', () => {
    expect(flagsOf(factsOf(origin))).toEqual([['data.unrefreshed', '2024-05-02']])
    expect(flagsOf(factsOf(originFixture({ askedOn: '2024-05-02' })))).toEqual([])
  })

  it('are none on a date that they reach', () => {
    expect(flagsOf(factsOf(origin, { asOf: '2024-05-01' }))).not.toContainEqual(
      expect.arrayContaining(['data.unrefreshed'])
    )
  })
})

describe('old prices', () => {
  const fetchedOn = (day: number, asked: Asked = {}): [string, unknown][] =>
    flagsOf(factsOf(originFixture({ fetchedAt: Date.UTC(2024, 4, day, 7) }), asked))

  it('are flagged from the fourth weekday without a bar on', () => {
    // 2, 3 and 6 May are three weekdays; on 8 May the 7th is the fourth.
    expect(fetchedOn(7)).toEqual([])
    expect(fetchedOn(8)).toEqual([['data.stale.weekdays', 4]])
    expect(raisedFlags(factsOf(originFixture({ fetchedAt: Date.UTC(2024, 5, 1) })))).toMatchObject([
      { blocking: false }
    ])
  })

  it('are judged on the date asked for, by the bars up to it alone', () => {
    const end = series.dates[339] ?? ''
    expect(fetchedOn(31, { asOf: end })).toEqual([])
    for (const asOf of [end, addWeekdays(end, 1)]) {
      const whole = factsOf(originFixture(), { asOf, bars: series })
      const cut = factsOf(originFixture(), {
        asOf,
        bars: head(series, series.dates.indexOf(asOf) + 1)
      })
      expect(cut).toEqual(whole)
    }
    expect(fetchedOn(31, { asOf: addWeekdays(last, 5) })).toEqual([['data.stale.weekdays', 4]])
  })
})

describe('a benchmark in another currency', () => {
  it('is a flag; in the same or an unknown one it is none', () => {
    const flags = (currency: string | null): [string, unknown][] =>
      flagsOf(factsOf(originFixture(), { benchmark: originFixture({ currency }) }))
    expect(flags('USD')).toEqual([['data.currency.mixed', 'USD']])
    expect(flags('TWD')).toEqual([])
    expect(flags(null)).toEqual([])
    expect(flagsOf(factsOf(originFixture(), { benchmark: null }))).toEqual([])
    expect(flagsOf(factsOf(null, { benchmark: originFixture() }))).toEqual([])
  })
})

test('a close with dividends folded in makes every figure a total return', () => {
  const facts = factsOf(originFixture({ adjustment: 'splits-and-dividends' }))
  const close = facts.find(({ metric }) => metric === 'price.close')
  expect(close?.basis).toBe('total')
  expect(flagsOf(facts)).toEqual([['data.restated', 'close']])
})

test('weekdays are counted alike forward, backward and between', () => {
  for (let count = 0; count <= 23; count += 1) {
    for (const start of ['2024-04-29', '2024-05-02', '2024-05-03']) {
      const end = addWeekdays(start, count)
      expect(weekdaysBetween(start, end)).toBe(count)
      expect(weekdaysBefore(end, count)).toBe(start)
    }
  }
  expect(weekdaysBetween('2024-05-03', '2024-05-05')).toBe(0)
  expect(weekdaysBetween('2024-05-05', '2024-05-03')).toBe(0)
})
