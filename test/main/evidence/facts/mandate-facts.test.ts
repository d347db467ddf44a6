import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wholeLots } from '../../../../main/evidence/facts/mandate-facts'
import type { Fact } from '../../../../preload/contract/facts'
import { plainMandate, type Mandate } from '../../../../preload/contract/mandate'
import { factsOf, type EvidenceTexts } from '../../../support/desk-room'
import { makeSeries, toCsv } from '../../../support/desk-series'

const sp500 = readFileSync('node_modules/vega-datasets/data/sp500-2000.csv', 'utf8')
const crisis = { prices: sp500, asOf: '2008-09-12' }

const mandateOf = (change: Partial<Mandate>): Mandate => ({ ...plainMandate, ...change })

type Found = Map<string, Fact>
const read = (texts: EvidenceTexts): Found =>
  new Map(factsOf(texts).map((fact) => [fact.metric, fact]))
const inCrisis = (change: Partial<Mandate>): Found =>
  read({ ...crisis, mandate: mandateOf(change) })
const value = (found: Found, metric: string): number => Number(found.get(metric)?.value ?? NaN)

const mandateMetrics =
  /^(mandate\.|position\.|plan\.(close\.)?(entry\.)?(lots?|units|money)(\.|$)|plan\.lot$)/

describe('a session without a mandate', () => {
  test('has the facts that it always had, and one with a mandate has them under the same ids', () => {
    const without = factsOf(crisis)
    expect(without.filter(({ metric }) => mandateMetrics.test(metric))).toEqual([])
    const known = factsOf({ ...crisis, mandate: mandateOf({ equity: 100_000 }) })
    expect(known.slice(0, without.length)).toEqual(without)
    const added = known.slice(without.length).map(({ metric }) => metric)
    expect(added.every((metric) => mandateMetrics.test(metric))).toBe(true)
  })
})

describe('the share of equity at risk', () => {
  test('sizes both plans, and their formulas say which it was', () => {
    const [one, two] = [inCrisis({ riskShare: 0.01 }), inCrisis({ riskShare: 0.005 })]
    for (const size of ['plan.size', 'plan.entry.size']) {
      expect(value(two, size)).toBeCloseTo(value(one, size) / 2, 12)
      const stop = size.replace('.size', '.stop.distance')
      expect(two.get(size)?.formula).toBe(`min(1, 0.005 / ${stop})`)
    }
    expect(value(two, 'plan.stop')).toBe(value(one, 'plan.stop'))
  })

  test('sizes the plan of a file of closes as well', () => {
    const prices = toCsv(makeSeries('close-only', 2), 'close-only')
    const found = read({ prices, mandate: mandateOf({ riskShare: 0.02, equity: 50_000 }) })
    expect(found.get('plan.close.size')?.formula).toBe('min(1, 0.02 / plan.close.stop.distance)')
    const perUnit = value(found, 'price.close') - value(found, 'plan.close.stop')
    const lost = value(found, 'plan.close.money.stop')
    expect(lost).toBeCloseTo(value(found, 'plan.close.units') * perUnit, 6)
    expect(lost).toBeLessThanOrEqual(1_000)
    expect(lost).toBeGreaterThan(1_000 - perUnit)
    expect(found.has('plan.close.entry.units')).toBe(true)
  })
})

describe('what was given', () => {
  test("stands as the analyst's own, from no file", () => {
    const change = { position: 'holding', equity: 1e6, cost: 1_300, longOnly: true } as const
    const found = inCrisis({ ...change, riskShare: 0.0125, lot: 10 })
    const given = ['position', 'equity', 'cost', 'risk', 'long.only'].map((name) =>
      found.get(`mandate.${name}`)
    )
    expect(given.map((fact) => fact?.value)).toEqual(['holding', 1e6, 1_300, 0.0125, 'long only'])
    for (const fact of given) {
      expect(fact).toMatchObject({ source: { kind: 'mandate' }, basis: 'none', asOf: '2008-09-12' })
    }
    expect(found.get('plan.lot')).toMatchObject({ value: 10, source: { kind: 'mandate' } })
  })

  test('that was not given is absent, and so is what needs it', () => {
    const found = inCrisis({})
    expect([...found.keys()].filter((metric) => mandateMetrics.test(metric))).toEqual([
      'mandate.risk'
    ])
  })
})

/** S&P 500 on 2008-09-12: close 1,251.699951, both stops 1,194.194397, entry 1,300.680054. */
describe('lots and money on the S&P 500', () => {
  test('are those that a hand works out', () => {
    const found = inCrisis({ equity: 1e6, riskShare: 0.0125, lot: 10 })
    // 12,500 / (10 · 57.505554) = 21.7; 21 lots: 210 · 1,251.699951 and 210 · 57.505554.
    expect(value(found, 'plan.money.risk')).toBe(12_500)
    expect([value(found, 'plan.lots'), value(found, 'plan.units')]).toEqual([21, 210])
    expect(value(found, 'plan.money.position')).toBeCloseTo(262_856.99, 2)
    expect(value(found, 'plan.money.stop')).toBeCloseTo(12_076.17, 2)
    expect(value(found, 'plan.money.stop.share')).toBeCloseTo(0.0120762, 7)
    // 12,500 / (10 · 106.485657) = 11.7; 11 lots: 110 · 1,300.680054 and 110 · 106.485657.
    expect([value(found, 'plan.entry.lots'), value(found, 'plan.entry.units')]).toEqual([11, 110])
    expect(value(found, 'plan.entry.money.position')).toBeCloseTo(143_074.81, 2)
    expect(value(found, 'plan.entry.money.stop')).toBeCloseTo(11_713.42, 2)
    expect(value(found, 'plan.entry.money.stop.share')).toBeCloseTo(0.0117134, 7)
    for (const metric of ['plan.lots', 'plan.units', 'plan.entry.lots']) {
      expect(found.get(metric)?.unit).toBe('count')
    }
  })

  test('are 0 where not one lot fits, with what one would cost and lose', () => {
    const found = inCrisis({ equity: 50_000, lot: 25 })
    // 25 · 57.505554 = 1,437.64 at the stop against 500 allowed.
    expect([value(found, 'plan.lots'), value(found, 'plan.units')]).toEqual([0, 0])
    expect([value(found, 'plan.money.position'), value(found, 'plan.money.stop')]).toEqual([0, 0])
    expect(value(found, 'plan.money.stop.share')).toBe(0)
    expect(value(found, 'plan.money.lot')).toBeCloseTo(31_292.5, 1)
    expect(value(found, 'plan.money.lot.stop')).toBeCloseTo(1_437.64, 2)
    expect(found.has('plan.units.odd')).toBe(false)
  })

  test('gain against the cost is in shares only, since what is held is not known', () => {
    const found = inCrisis({ position: 'holding', cost: 1_300, equity: 1e6 })
    expect(value(found, 'position.gain')).toBeCloseTo(1_251.699951 / 1_300 - 1, 12)
    expect(value(found, 'position.stop.gain')).toBeCloseTo(1_194.194397 / 1_300 - 1, 9)
    const held = [...found.keys()].filter((metric) => metric.startsWith('position.'))
    expect(held).toEqual(['position.gain', 'position.stop.gain'])
  })
})

describe('a listing in Taiwan', () => {
  const rows = makeSeries('trending', 2)
  // A price of two decimals is on a tick only under 10, where ticks are of 0.01.
  const highest = Math.max(...rows.map(({ close }) => close))
  const traded = rows.map((row) => {
    const close = Number(((row.close / highest) * 9).toFixed(2))
    return { ...row, open: close, high: close, low: close, close }
  })
  const prices = toCsv(traded)
  const listed = (change: Partial<Mandate>): Found =>
    read({ prices, subject: '2330.TW', mandate: mandateOf(change) })

  test('has lots of 1,000 where none are given, and odd shares where no lot fits', () => {
    const found = listed({ equity: 2_000 })
    expect(found.get('plan.lot')).toMatchObject({ value: 1_000, source: { kind: 'derived' } })
    expect(value(found, 'plan.lots')).toBe(0)
    const perUnit = value(found, 'price.close') - value(found, 'plan.stop')
    const odd = value(found, 'plan.units.odd')
    expect(odd).toBe(
      Math.min(Math.floor(20 / perUnit), Math.floor(2_000 / value(found, 'price.close')))
    )
    expect(odd).toBeGreaterThan(0)
  })

  test('has neither lots nor gain where closes are off the ticks, since those never traded', () => {
    const mandate = mandateOf({ position: 'holding', equity: 1e6, cost: 10 })
    const names = [...read({ prices: toCsv(rows), subject: '2330.TW', mandate }).keys()]
    expect(names).toContain('data.ticks.off')
    expect(
      names.filter((name) => mandateMetrics.test(name) && !name.startsWith('mandate.'))
    ).toEqual(['plan.money.risk'])
    expect([...read({ prices, subject: '2330.TW', mandate }).keys()]).toContain('position.gain')
  })

  test('has the lots that are given', () => {
    expect(value(listed({ equity: 1e6, lot: 100 }), 'plan.lot')).toBe(100)
    expect(value(inCrisis({ equity: 1e6 }), 'plan.lot')).toBe(1)
  })
})

test('adjusted closes are no prices that traded: no lots, no gain', () => {
  const rows = makeSeries('trending', 3)
  const prices = ['Date,Adj Close', ...rows.map(({ date, close }) => `${date},${close}`)].join('\n')
  const mandate = mandateOf({ position: 'holding', equity: 1e6, cost: 10 })
  const found = read({ prices, mandate })
  expect(found.get('data.price.basis')?.value).toBe('total')
  expect(found.has('plan.close.size')).toBe(true)
  expect(found.has('plan.money.risk')).toBe(true)
  for (const metric of ['plan.lot', 'plan.close.lots', 'plan.close.units', 'position.gain']) {
    expect(found.has(metric), metric).toBe(false)
  }
})

test('a plan without a stop has no lots', () => {
  const prices = toCsv(makeSeries('constant', 1))
  const found = read({ prices, mandate: mandateOf({ equity: 1e6 }) })
  expect([...found.keys()].filter((metric) => /\.(lots|units)$/.test(metric))).toEqual([])
})

describe('whole lots', () => {
  test.each([
    // 10,000 allowed, 5 a unit: 2,000 units.
    [{ equity: 1e6, riskShare: 0.01, price: 100, stop: 95, lot: 1 }, 2_000],
    [{ equity: 1e6, riskShare: 0.01, price: 100, stop: 95, lot: 1_000 }, 2],
    [{ equity: 999_999, riskShare: 0.01, price: 100, stop: 95, lot: 1_000 }, 1],
    // A tenth is none in binary; on paper this is 10.
    [{ equity: 10_000, riskShare: 0.01, price: 100, stop: 90, lot: 1 }, 10],
    // The stop is so near that all of the equity is less than the risk allows.
    [{ equity: 10_000, riskShare: 0.01, price: 100, stop: 99.5, lot: 1 }, 100],
    [{ equity: 10_000, riskShare: 0.01, price: 100, stop: 99.5, lot: 101 }, 0],
    [{ equity: 1, riskShare: 0.01, price: 100, stop: 90, lot: 1 }, 0]
  ])('of %o are %i', (limits, lots) => {
    const { price, stop, riskShare } = limits
    const size = Math.min(1, riskShare / ((price - stop) / price))
    expect(wholeLots({ ...limits, size })).toBe(lots)
  })

  test('never lose more than is allowed nor cost more than there is, and one more would', () => {
    const limits = fc.record({
      equity: fc.double({ min: 1, max: 1e12, noNaN: true }),
      riskShare: fc.double({ min: 0.0001, max: 1, noNaN: true }),
      price: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      distance: fc.double({ min: 0.0001, max: 0.9999, noNaN: true }),
      lot: fc.oneof(fc.constantFrom(1, 10, 100, 1_000), fc.integer({ min: 1, max: 1_000_000 }))
    })
    fc.assert(
      fc.property(limits, ({ distance, ...given }) => {
        const { equity, riskShare, price, lot } = given
        const stop = price * (1 - distance)
        const size = Math.min(1, riskShare / ((price - stop) / price))
        const lots = wholeLots({ ...given, stop, size })
        if (lots === null) return
        expect(Number.isInteger(lots)).toBe(true)
        expect(lots * lot * (price - stop)).toBeLessThanOrEqual(equity * riskShare)
        expect(lots * lot * price).toBeLessThanOrEqual(equity)
        const more = (lots + 1) * lot
        const over = 1 + 1e-9
        expect(
          more * (price - stop) * over > equity * riskShare || more * price * over > equity
        ).toBe(true)
      }),
      { numRuns: 2_000, seed: 20_080_912 }
    )
  })

  test('beyond what can be counted exactly are not told', () => {
    const limits = { equity: 1e15, riskShare: 1, size: 1, price: 1e-6, stop: 5e-7, lot: 1 }
    expect(wholeLots(limits)).toBeNull()
  })
})
