import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { lateFacts } from '../../../../main/evidence/record/late-facts'
import { recordDrafts } from '../../../../main/evidence/record/record-drafts'
import { sinceDrafts } from '../../../../main/evidence/record/since-drafts'
import { sinceFindings } from '../../../../main/evidence/record/since-findings'
import { sinceLast } from '../../../../main/evidence/record/since-last'
import { forecastRecords } from '../../../../main/evidence/record/forecast-records'
import { scoredForecast } from '../../../support/forecasts'

const factsOf = (values: Record<string, number | string>, asOf = '2008-09-12'): Fact[] =>
  Object.entries(values).map(([metric, value], index) => ({
    ...{ id: `F${index + 1}`, subject: 'S', metric, value, unit: 'number', basis: 'none' },
    ...{ asOf, from: asOf, to: asOf, formula: '' },
    source: { kind: 'derived', inputs: [], formula: '' }
  }))

type Values = Record<string, number | string>
const changes = (before: Values, now: Values) =>
  sinceLast(factsOf(before, '2008-09-12'), factsOf(now, '2008-10-10'))

describe('a line is crossed', () => {
  it.each<[string, Values, Values, string]>([
    [
      'sma.20',
      { 'price.close': 10, 'sma.20': 9 },
      { 'price.close': 10, 'sma.20': 11 },
      'above>below'
    ],
    [
      'sma.50',
      { 'price.close': 10, 'sma.50': 10 },
      { 'price.close': 11, 'sma.50': 10 },
      'below>above'
    ],
    [
      'sma.200',
      { 'price.close': 9, 'sma.200': 8 },
      { 'price.close': 8, 'sma.200': 8 },
      'above>below'
    ],
    ['rsi', { 'rsi.14': 29.9 }, { 'rsi.14': 30 }, 'rsi.0-30>rsi.30-50'],
    ['rsi', { 'rsi.14': 70 }, { 'rsi.14': 70.1 }, 'rsi.50-70>rsi.70-100'],
    ['macd', { 'macd.histogram': 0.1 }, { 'macd.histogram': -0.1 }, 'positive>negative'],
    [
      ...([
        'volatility',
        { 'percentile.volatility': 0.9 },
        { 'percentile.volatility': 0.91 }
      ] as const),
      'volatility.under-90>volatility.over-90'
    ],
    [
      ...(['drawdown', { 'drawdown.current': 0.19 }, { 'drawdown.current': 0.2 }] as const),
      'drawdown.10-20>drawdown.20-30'
    ],
    [
      ...(['drawdown', { 'drawdown.current': 0.6 }, { 'drawdown.current': 0 }] as const),
      'drawdown.50-100>drawdown.0-5'
    ]
  ])('%s: from one side to the other', (state, before, now, text) => {
    const [found, ...rest] = changes(before, now)
    expect(rest).toEqual([])
    expect(found).toMatchObject({ kind: 'crossing', state })
    expect(found?.kind === 'crossing' && `${found.from}>${found.to}`).toBe(text)
    expect(changes(before, before)).toEqual([])
    expect(changes(now, now)).toEqual([])
  })

  it('by no state that either run did not know', () => {
    const known = { 'price.close': 10, 'sma.20': 9, 'rsi.14': 80, 'macd.histogram': 1 }
    expect(changes({}, known)).toEqual([])
    expect(changes(known, {})).toEqual([])
    expect(changes({ 'rsi.14': 80 }, { 'rsi.14': 'none' })).toEqual([])
  })
})

describe('a closing extreme', () => {
  const high = (bars: number, date: string, level = 9) => ({
    [`close.high.${bars}d`]: level,
    [`close.high.${bars}d.date`]: date
  })

  it('is new when it was set after the last run, and said once, of the widest window', () => {
    const now = { ...high(20, '2008-10-01'), ...high(60, '2008-10-01'), ...high(252, '2008-01-02') }
    const stood = [20, 60, 252].map((bars) => high(bars, '2008-09-01', 8.9))
    expect(changes(Object.assign({}, ...stood) as Values, now)).toEqual([
      {
        ...{ kind: 'extreme', side: 'high', bars: 60, date: '2008-10-01' },
        metrics: ['close.high.60d', 'close.high.60d.date']
      }
    ])
  })

  it('is none when it stood at the last run', () => {
    expect(changes(high(20, '2008-09-01', 8), high(20, '2008-09-12'))).toEqual([])
  })

  it('is none when a window has only moved on to a lesser one, or none stood before', () => {
    expect(changes(high(20, '2008-09-01', 9.1), high(20, '2008-10-01'))).toEqual([])
    expect(changes(high(20, '2008-09-01', 9), high(20, '2008-10-01'))).toEqual([])
    expect(changes({ 'price.close': 1 }, high(20, '2008-10-01'))).toEqual([])
    const low = (level: number, date: string) => ({
      ...{ 'close.low.60d': level, 'close.low.60d.date': date }
    })
    expect(changes(low(5, '2008-09-01'), low(5.1, '2008-10-01'))).toEqual([])
    expect(changes(low(5, '2008-09-01'), low(4.9, '2008-10-01'))).toMatchObject([{ side: 'low' }])
  })
})

it('facts of what changed read back as what changed, and cite it', () => {
  const before = { 'price.close': 100, 'sma.20': 99, 'close.low.20d': 98 }
  const now = {
    ...{ 'price.close': 90, 'sma.20': 95, 'close.low.20d': 90 },
    'close.low.20d.date': '2008-10-10'
  }
  const current = factsOf(now, '2008-10-10')
  const previous = { asOf: '2008-09-12', facts: factsOf(before), stance: 'buy', p: 0.53 }
  const due = [
    scoredForecast({ asOf: '2008-09-11', p: 0.6, role: 'room' }, { hit: true }),
    scoredForecast({ asOf: '2008-09-12', p: 0.6, role: 'room' }, { hit: false }),
    scoredForecast({ asOf: '2008-09-12', p: 0.9, method: 'desk/0', filedAt: 1 }, { hit: false }),
    scoredForecast({ asOf: '2008-09-12', role: 'quant' })
  ]
  const drafts = sinceDrafts({ previous, current, asOf: '2008-10-10', due })
  const facts = [...current, ...lateFacts(current, drafts)]
  const value = (metric: string) => facts.find((each) => each.metric === metric)?.value
  expect(value('since.change')).toBeCloseTo(-0.1, 12)
  expect([value('since.stance'), value('since.p')]).toEqual(['buy', 0.53])
  expect([value('since.due.n'), value('since.due.hits')]).toEqual([2, 1])
  expect(value('since.due.brier')).toBeCloseTo((0.16 + 0.36) / 2, 12)
  expect([value('since.due.asof'), value('since.due.hit')]).toEqual(['2008-09-12', 'no'])
  expect(facts.map(({ id }) => id)).toEqual(facts.map((_fact, index) => `F${index + 1}`))
  const idOf = (metric: string) => facts.find((each) => each.metric === metric)?.id
  expect(sinceFindings(facts)).toEqual([
    {
      ...{ kind: 'crossing', state: 'sma.20', from: 'above', to: 'below' },
      fact: idOf('since.cross.sma.20')
    },
    {
      ...{ kind: 'extreme', side: 'low', bars: 20, date: '2008-10-10' },
      fact: idOf('since.extreme.low')
    }
  ])
})

it('a record gives its figures as facts, each voter under its own name', () => {
  const forecasts = ['room', 'quant'].flatMap((role) =>
    ['2008-01-01', '2008-03-03'].map((asOf, index) =>
      scoredForecast({ role, asOf, p: 0.6, range: { low: -1, high: 1 } }, { hit: index === 0 })
    )
  )
  const records = forecastRecords(forecasts, { subject: 'S&P 500', until: null })
  const drafts = recordDrafts(records, { asOf: '2009-01-01', methods: ['desk/1'] })
  const values = Object.fromEntries(drafts.map(({ metric, value }) => [metric, value]))
  expect(values).toMatchObject({
    ...{ 'record.n': 2, 'record.scored': 2, 'record.coverage': 1, 'record.interval': 2 },
    ...{ 'record.method': 'desk/1', 'record.quant.n': 2, 'record.quant.open': 0 }
  })
  expect(values['record.brier']).toBeCloseTo(0.26, 12)
  expect(values['record.brier.se']).toBeCloseTo(0.1, 12)
  expect(values['record.quant.brier']).toBeCloseTo(0.26, 12)
  expect(recordDrafts(records, { asOf: '2009-01-01', methods: ['desk/2'] })).toMatchObject([
    { metric: 'record.n', value: 0 }
  ])
})
