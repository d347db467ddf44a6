import { expect, test } from 'vitest'
import { cutBars } from '../../../main/evidence/as-of'
import { canonicalRows, canonicalSha256 } from '../../../main/evidence/canonical'
import { sha256 } from '../../../main/kernel/hash'
import { readText, refusalOf } from './price-text'
import { byMetric, closes, csvOf, factsOf, sheetOf, walk } from './series'

const cut = (text: string, asOf: string | null = null) => cutBars(readText(text), asOf)

test('a bar with zero volume and an unchanged close is dropped and counted', () => {
  const text =
    'Date,Close,Volume\n2024-01-01,10,0\n2024-01-02,10,0\n2024-01-03,11,5\n' +
    '2024-01-04,11,0\n2024-01-05,11,7\n2024-01-08,12,0\n2024-01-09,12,-'
  const { bars, asOf, staleBars } = cut(text)
  // The first bar has nothing to be unchanged from; a changed close or an unknown volume stays.
  expect(bars.dates).toEqual(['2024-01-01', '2024-01-03', '2024-01-05', '2024-01-08', '2024-01-09'])
  expect({ asOf, staleBars }).toEqual({ asOf: '2024-01-09', staleBars: 2 })
  expect(byMetric(sheetOf(text)).get('data.stale.bars')?.value).toBe(2)
})

test('a stale last bar is not the last completed session', () => {
  const text = 'Date,Close,Volume\n2024-01-02,10,5\n2024-01-03,10,0'
  expect(cut(text).asOf).toBe('2024-01-02')
})

test('a series that never has a volume keeps all its bars', () => {
  const text = 'Date,Close,Volume\n2024-01-02,10,0\n2024-01-03,10,0\n2024-01-04,10,0'
  expect(cut(text)).toMatchObject({ staleBars: 0, asOf: '2024-01-04' })
  expect(byMetric(sheetOf(text)).has('data.stale.bars')).toBe(false)
})

test('volume that starts after the date says nothing about the bars before it', () => {
  const text = 'Date,Close,Volume\n2024-01-02,10,0\n2024-01-03,10,0\n2024-01-04,10,900'
  expect(cut(text, '2024-01-03').bars.dates).toHaveLength(2)
  expect(cut(text).bars.dates).toHaveLength(2)
})

test('a date before the first bar is refused, and the refusal names the first', () => {
  expect(refusalOf(() => cut('Date,Close\n2024-01-02,10', '2023-12-31'))).toMatchObject({
    code: 'evidence.nothing-before',
    parameters: { file: 'prices.csv', date: '2023-12-31', first: '2024-01-02' }
  })
})

test('whether bars are daily is judged by those up to the date', () => {
  const weekly = ['01', '08', '15', '22', '29'].map((day) => `2024-01-${day},10`)
  const daily = ['05', '06', '07', '08', '09', '12', '13'].map((day) => `2024-02-${day},10`)
  const text = ['Date,Close', ...weekly, ...daily].join('\n')
  expect(refusalOf(() => cut(text, '2024-01-31')).code).toBe('evidence.not-daily')
  expect(cut(text).bars.dates).toHaveLength(12)
})

test('facts name one basis without an adjusted close, two with one, none for counts', () => {
  const bases = (adjusted: boolean): Record<string, string | undefined> => {
    const facts = factsOf(walk(8, 300, { adjusted }))
    const metrics = [
      'price.close',
      'sma.200',
      'atr.14',
      'return.20d',
      'volatility.20d',
      'data.bars'
    ]
    return Object.fromEntries(metrics.map((metric) => [metric, facts.get(metric)?.basis]))
  }
  const split = { 'price.close': 'split', 'sma.200': 'split', 'atr.14': 'split' }
  expect(bases(false)).toEqual({
    ...split,
    'return.20d': 'split',
    'volatility.20d': 'split',
    'data.bars': 'none'
  })
  expect(bases(true)).toEqual({
    ...split,
    'return.20d': 'total',
    'volatility.20d': 'total',
    'data.bars': 'none'
  })
})

test('an adjusted close that equals the close adds no dividends, and is not called total', () => {
  const series = walk(8, 60)
  const facts = factsOf({ ...series, adjusted: [...series.close] })
  expect(facts.get('return.20d')?.basis).toBe('split')
})

test('an adjusted close without a close makes every figure a total one', () => {
  const text = csvOf(closes([10, 11, 12])).replace('Close', 'Adj Close')
  expect(byMetric(sheetOf(text)).get('price.close')).toMatchObject({ value: 12, basis: 'total' })
})

test('the hash is taken over the canonical rows, and anyone can take it again', () => {
  const text =
    'Date;Open;High;Low;Close;Volume\n03.01.2024;1.000,50;1.100;900;1.000;-\n02.01.2024;1;2;1;1,25;7'
  const { bars } = readText(text)
  const rows = '2024-01-02,1,2,1,1.25,,7\n2024-01-03,1000.5,1100,900,1000,,\n'
  expect(canonicalRows(bars)).toBe(rows)
  expect(canonicalSha256(bars)).toBe(sha256(rows))
  const [fact] = sheetOf(text).facts
  expect(fact?.source).toEqual({
    kind: 'price-rows',
    file: 'prices.csv',
    from: '2024-01-02',
    to: '2024-01-03',
    bars: 2,
    sha256: sha256(rows)
  })
})
