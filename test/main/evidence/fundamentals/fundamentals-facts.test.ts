import { describe, expect, it, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { publicFrom } from '../../../../main/evidence/facts/fundamentals-dates'
import { fundamentalsFacts } from '../../../../main/evidence/facts/fundamentals-facts'
import { writeFundamentals } from '../../../../main/evidence/fundamentals/fundamentals-file'
import type { Fundamentals } from '../../../../main/evidence/fundamentals/fundamentals-shape'
import { sha256 } from '../../../../main/kernel/hash'
import type { EvidenceItem } from '../../../../main/evidence/evidence-set'
import { fundamentalsFixture, period, ratios } from '../../../support/fundamentals-fixture'
import { csvOf, itemOf, walk } from '../series'

const name = 'TEST.fundamentals.json'
const itemFrom = (fundamentals: Fundamentals): EvidenceItem => {
  const bytes = writeFundamentals(fundamentals, name)
  return { kind: 'fundamentals', name, sha256: sha256(bytes), bytes }
}

const factsOf = (asOf: string, change: Partial<Fundamentals> = {}): Map<string, Fact> => {
  const item = itemFrom(fundamentalsFixture(change))
  const facts = fundamentalsFacts({ item, subject: 'TEST', asOf, firstNumber: 100 })
  return new Map(facts.map((fact) => [fact.metric, fact]))
}

const valueOf = (facts: Map<string, Fact>, metric: string): unknown =>
  facts.get(`fundamentals.${metric}`)?.value

describe('figures of a company', () => {
  const facts = factsOf('2024-05-15')

  it('are facts with their field, the end of their period and the rule of their day', () => {
    expect(facts.get('fundamentals.annual.revenue')).toMatchObject({
      ...{ value: 500, unit: 'price', basis: 'none', asOf: '2024-05-15', from: '2023-12-31' },
      source: { kind: 'fundamentals', file: name, field: 'income.revenue', end: '2023-12-31' }
    })
    const { formula } = facts.get('fundamentals.annual.revenue') ?? { formula: '' }
    expect(formula).toContain('counts from 2024-03-30, 90 days after its end')
    expect(valueOf(facts, 'currency')).toBe('USD')
    expect(valueOf(facts, 'ratio.trailing.pe')).toBe(20)
    expect(valueOf(facts, 'annual.before.revenue')).toBe(400)
  })

  it('give margins, growth, returns, leverage and yield by their stated formulas', () => {
    const expected = {
      'annual.gross.margin': 200 / 500,
      'annual.operating.margin': 100 / 500,
      'annual.net.margin': 50 / 500,
      'annual.revenue.growth': 500 / 400 - 1,
      'annual.net.income.growth': 50 / 40 - 1,
      'annual.diluted.eps.growth': 5 / 4 - 1,
      'annual.return.on.equity': 50 / 250,
      'annual.debt.to.equity': 125 / 250,
      'annual.current.ratio': 150 / 100,
      'annual.payout': 20 / 50,
      'quarterly.revenue.growth': 110 / 100 - 1,
      'quarterly.net.margin': 12 / 110,
      'free.cash.flow.yield': 60 / 1_000_000
    }
    for (const [metric, value] of Object.entries(expected)) {
      expect(valueOf(facts, metric), metric).toBe(value)
    }
    const margin = facts.get('fundamentals.annual.net.margin')
    const inputs = ['net.income', 'revenue'].map((each) => facts.get(`fundamentals.annual.${each}`))
    expect(margin?.source).toMatchObject({
      kind: 'derived',
      inputs: inputs.map((each) => each?.id)
    })
    expect(margin?.formula).toBe('fundamentals.annual.net.income / fundamentals.annual.revenue')
  })

  it('have ids of their own, in order, and one metric each', () => {
    const ids = [...facts.values()].map(({ id }) => id)
    expect(ids).toEqual(ids.map((_id, at) => `F${100 + at}`))
  })

  it('are absent where a part is missing, zero or a loss to divide by', () => {
    const periods = [
      period('2022-12-31', 'annual', { income: { revenue: 0, netIncome: -4 } }),
      period('2023-12-31', 'annual', {
        income: { revenue: 10, netIncome: 1 },
        balance: { equity: -5, totalDebt: 3, currentAssets: 2 },
        cashFlow: { operating: 7, capitalExpenditure: 4 }
      })
    ]
    const bare = factsOf('2024-05-15', { periods, ratios: null })
    const metrics = [...bare.keys()].join(' ')
    expect(metrics).not.toMatch(/growth|equity\.|to\.equity|current\.ratio|gross|yield|ratio\.t/)
    expect(valueOf(bare, 'annual.cash.flow.free')).toBe(3)
    expect(bare.get('fundamentals.annual.cash.flow.free')?.source.kind).toBe('derived')
  })
})

describe('a figure is read only when it was public', () => {
  const end = { annual: '2023-12-31', quarterly: '2024-03-31' } as const

  test.each([
    ['annual', '2024-03-29', '2024-03-30', '2022-12-31'],
    ['quarterly', '2024-05-14', '2024-05-15', '2023-03-31']
  ] as const)('%s: not on %s, from %s on', (kind, before, from, earlier) => {
    expect(publicFrom(period(end[kind], kind, {}))).toBe(from)
    expect(valueOf(factsOf(before), `${kind}.end`)).toBe(earlier)
    expect(valueOf(factsOf(from), `${kind}.end`)).toBe(end[kind])
  })

  it('and ratios from their own date on; what is withheld is counted', () => {
    const early = factsOf('2024-05-01')
    expect([...early.keys()].join(' ')).not.toMatch(/\.ratio\.|yield/)
    expect(valueOf(early, 'ratios.withheld')).toBe(1)
    expect(valueOf(early, 'periods.withheld')).toBe(1)
    const late = factsOf('2024-05-15')
    expect([valueOf(late, 'ratios.withheld'), valueOf(late, 'periods.withheld')]).toEqual([0, 0])
  })

  it('so that later figures, whatever they are, change no other fact', () => {
    const asOf = '2024-03-31'
    const change = (value: number): Partial<Fundamentals> => ({
      ratios: ratios('2024-05-02', { trailingPe: value, marketCap: value }),
      periods: [
        ...fundamentalsFixture().periods.slice(0, 3),
        period('2024-03-31', 'quarterly', { income: { revenue: value, netIncome: value } }),
        period('2024-12-31', 'annual', { income: { revenue: value } })
      ]
    })
    const plain = (facts: Map<string, Fact>): unknown[] =>
      [...facts.values()].map((fact) =>
        fact.source.kind === 'fundamentals'
          ? { ...fact, source: { ...fact.source, sha256: '' } }
          : fact
      )
    expect(plain(factsOf(asOf, change(1)))).toEqual(plain(factsOf(asOf, change(9e9))))
  })

  it('and nothing at all before the first period was', () => {
    const none = factsOf('2020-01-01')
    expect(valueOf(none, 'periods')).toBe(0)
    expect([...none.keys()].join(' ')).not.toMatch(/annual|quarterly|ratio\./)
  })
})

test('they stand behind every other fact of a session, which they leave as it was', () => {
  const evidence = {
    prices: itemOf('prices', csvOf(walk(3, 260))),
    benchmark: null,
    notes: [itemOf('notes', '2023-03-01 The works raised its forecast.', 'n.md')],
    fundamentals: null,
    asOfAsked: null
  }
  const without = computeFacts({ subject: 'TEST', evidence }).facts
  const fundamentals = itemFrom(fundamentalsFixture())
  const facts = computeFacts({ subject: 'TEST', evidence: { ...evidence, fundamentals } }).facts
  expect(facts.slice(0, without.length)).toEqual(without)
  const added = facts.slice(without.length)
  expect(added.length).toBeGreaterThan(5)
  expect(added.every(({ metric }) => metric.startsWith('fundamentals.'))).toBe(true)
  expect(added[0]?.id).toBe(`F${without.length + 1}`)
})

test('a file that is damaged ends the facts with its name and field', () => {
  const item = itemFrom(fundamentalsFixture())
  const text = new TextDecoder().decode(item.bytes).replace('"revenue": 500', '"revenue": "500"')
  const evidence = {
    prices: itemOf('prices', csvOf(walk(3, 260))),
    benchmark: null,
    notes: [],
    fundamentals: { ...item, bytes: new TextEncoder().encode(text) },
    asOfAsked: null
  }
  expect(() => computeFacts({ subject: 'TEST', evidence })).toThrow(
    /TEST\.fundamentals\.json, field periods\.1\.income\.revenue/
  )
})
