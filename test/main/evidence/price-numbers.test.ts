import { expect, test } from 'vitest'
import { readText, refusalOfText } from './price-text'

const closes = (text: string): number[] => [...readText(text).bars.close]

const oneCell = (cell: string, delimiter = ';'): string =>
  `Date${delimiter}Close\n2024-01-02${delimiter}${cell}\n`

test.each([
  ['a plain number', '1251.7', 1251.7],
  ['an integer', '1251', 1251],
  ['a decimal comma', '1251,70', 1251.7],
  ['comma thousands with a point', '1,234.5', 1234.5],
  ['point thousands with a comma', '1.234,5', 1234.5],
  ['space thousands', '1 234,5', 1234.5],
  ['unbreakable space thousands', '1\u00a0234,5', 1234.5],
  ['narrow space thousands', '1\u202f234.5', 1234.5],
  ['apostrophe thousands', "1'234.5", 1234.5],
  ['curly apostrophe thousands', '1’234.5', 1234.5],
  ['millions in commas', '1,234,567', 1_234_567],
  ['millions in points', '1.234.567', 1_234_567],
  ['four digits before the mark, so no thousands', '1234,567', 1234.567],
  ['a leading zero, so no thousands', '0,123', 0.123],
  ['nothing before the point', '.5', 0.5],
  ['a currency sign', '$1,234.50', 1234.5],
  ['a plus sign', '+12.5', 12.5],
  ['scientific form', '1.25e3', 1250],
  ['scientific form with a comma', '1,25E+03', 1250]
])('reads %s', (_name, cell, value) => {
  expect(closes(oneCell(cell))).toEqual([value])
})

test.each(['1,234', '1.234', '12,345', '999.999'])(
  'refuses "%s" where nothing tells thousands from decimals',
  (cell) => {
    const { code, parameters } = refusalOfText(oneCell(cell))
    expect(code).toBe('evidence.ambiguous-number')
    expect(parameters).toEqual({ file: 'prices.csv', row: 2, column: 'Close', value: cell })
  }
)

test('one clear cell anywhere settles the unclear ones in every column', () => {
  const comma =
    'Date;Open;High;Low;Close\n2024-01-02;1,234;1,300;1,200;1,250\n2024-01-03;1,2;2;1;1,3'
  expect(closes(comma)).toEqual([1.25, 1.3])
  const thousands = 'Date;Close;Volume\n2024-01-02;1,234;1,234,567\n2024-01-03;1,235;99'
  expect(closes(thousands)).toEqual([1234, 1235])
})

test('refuses a file whose cells contradict each other about the decimal mark', () => {
  const { code, parameters } = refusalOfText(
    'Date;Close\n2024-01-02;12.50\n2024-01-03;12,51\n2024-01-04;12.52'
  )
  expect(code).toBe('evidence.ambiguous-number')
  expect(parameters).toMatchObject({ row: 3, column: 'Close', value: '12,51' })
})

test('a file parted by commas means a point by its point', () => {
  expect(closes('Date,Close\n2024-01-02,110.123\n2024-01-03,110.456')).toEqual([110.123, 110.456])
  const quotedThousands = refusalOfText('Date,Close\n2024-01-02,"1,234"')
  expect(quotedThousands.code).toBe('evidence.ambiguous-number')
  const both = refusalOfText('Date,Close\n2024-01-02,110.123\n2024-01-03,"1.110,5"')
  expect(both.code).toBe('evidence.ambiguous-number')
})

test('an unquoted decimal comma in a file parted by commas is refused, never cut', () => {
  const { code, parameters } = refusalOfText('Date,Open,Close\n2024-01-02,12,50,12,60')
  expect(code).toBe('evidence.uneven-row')
  expect(parameters).toMatchObject({ row: 2, column: '4' })
})

test.each([
  ['abc', 'evidence.bad-number'],
  ['12..5', 'evidence.bad-number'],
  ['1,2345,678', 'evidence.bad-number'],
  ['12.5%', 'evidence.bad-number'],
  ['(12.5)', 'evidence.bad-number'],
  ['1e999', 'evidence.bad-number'],
  ['.', 'evidence.bad-number'],
  ['1/2', 'evidence.bad-number'],
  ['5M', 'evidence.bad-number'],
  ['Infinity', 'evidence.bad-number'],
  ['-12.5', 'evidence.not-positive'],
  ['−12.5', 'evidence.not-positive'],
  ['0', 'evidence.not-positive'],
  ['0.00', 'evidence.not-positive'],
  ['', 'evidence.missing-cell'],
  ['NaN', 'evidence.missing-cell'],
  ['null', 'evidence.missing-cell'],
  ['N/A', 'evidence.missing-cell'],
  ['--', 'evidence.missing-cell']
])('refuses a close of "%s" as %s with file, row and column', (cell, code) => {
  const refusal = refusalOfText(`Date;Close\n2024-01-01;10\n\n2024-01-02;${cell}\n2024-01-03;10`)
  expect(refusal.code).toBe(code)
  expect(refusal.parameters).toMatchObject({ file: 'prices.csv', row: 4, column: 'Close' })
  expect(refusal.message).toContain('prices.csv, row 4, column Close')
})

test('volumes may be short, zero or unknown, but not negative', () => {
  const volumes = (cells: string[]): number[] => {
    const rows = cells.map((cell, index) => `2024-01-0${index + 1};10.5;${cell}`)
    return [...readText(`Date;Close;Vol.\n${rows.join('\n')}`).bars.volume]
  }
  expect(volumes(['59.14M', '1.2K', '0', '-', '2.5B'])).toEqual([
    59_140_000,
    1200,
    0,
    NaN,
    2_500_000_000
  ])
  const negative = refusalOfText('Date;Close;Volume\n2024-01-02;10;-5')
  expect(negative).toMatchObject({ code: 'evidence.bad-number', parameters: { column: 'Volume' } })
})

test('a price column without any value counts as absent; one with gaps is refused', () => {
  const empty = readText('Date,Open,Close\n2024-01-02,,10\n2024-01-03,,11')
  expect(empty.columns).toEqual(['Date', 'Close'])
  expect([...empty.bars.open]).toEqual([NaN, NaN])
  const gap = refusalOfText('Date,Open,Close\n2024-01-02,9,10\n2024-01-03,,11')
  expect(gap).toMatchObject({
    code: 'evidence.missing-cell',
    parameters: { row: 3, column: 'Open' }
  })
})
