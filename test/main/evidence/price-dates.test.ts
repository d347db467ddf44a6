import { expect, test } from 'vitest'
import { readText, refusalOfText } from './price-text'

const file = (dates: readonly string[]): string =>
  `Date\tClose\n${dates.map((date, index) => `${date}\t${10 + index}`).join('\n')}`

const read = (...dates: string[]): string[] => readText(file(dates)).bars.dates

test.each([
  ['ISO', '2024-01-05'],
  ['ISO without zeros', '2024-1-5'],
  ['year first with slashes', '2024/01/05'],
  ['year first with full stops', '2024.01.05'],
  ['eight digits', '20240105'],
  ['Chinese', '2024年1月5日'],
  ['day first with full stops', '05.01.2024'],
  ['a month name after the day', '5 Jan 2024'],
  ['a month name with hyphens', '05-Jan-2024'],
  ['a month name first', 'Jan 5, 2024'],
  ['a whole month name', 'January 05, 2024'],
  ['a Republic of China year', '113/01/05'],
  ['a Republic of China year in seven digits', '1130105'],
  ['a Republic of China year in words', '民國113年1月5日'],
  ['a time behind the date', '2024-01-05 16:00:00'],
  ['a time with a zone', '2024-01-05T00:00:00-05:00'],
  ['a time with fractions', '2024-01-05T00:00:00.000Z'],
  ['a time of twelve hours', '2024/01/05 4:00 PM']
])('reads %s dates', (_name, text) => {
  expect(read(text)).toEqual(['2024-01-05'])
})

test('a date-time keeps the day as it is written, whatever its zone', () => {
  expect(read('2024-01-05T23:59:59-11:00', '2024-01-08T00:00:00+14:00')).toEqual([
    '2024-01-05',
    '2024-01-08'
  ])
})

test('one day over 12 settles day and month for the whole file', () => {
  expect(read('11/01/2024', '12/01/2024', '15/01/2024')).toEqual([
    '2024-01-11',
    '2024-01-12',
    '2024-01-15'
  ])
  expect(read('01/11/2024', '01/12/2024', '01/15/2024')).toEqual([
    '2024-01-11',
    '2024-01-12',
    '2024-01-15'
  ])
})

test('dates that can be read both ways throughout are refused, not guessed at', () => {
  const { code, parameters } = refusalOfText(file(['01/01/2024', '02/01/2024', '03/01/2024']))
  expect(code).toBe('evidence.ambiguous-date')
  expect(parameters).toEqual({ file: 'prices.csv', row: 3, column: 'Date', value: '02/01/2024' })
  expect(read('05/05/2024')).toEqual(['2024-05-05'])
})

test('a file that needs both readings is refused at the row that breaks the first one', () => {
  const { code, parameters } = refusalOfText(file(['13/01/2024', '14/01/2024', '01/15/2024']))
  expect(code).toBe('evidence.bad-date')
  expect(parameters).toMatchObject({ row: 4, value: '01/15/2024' })
})

test('a Republic of China year of two digits needs a year of three digits beside it', () => {
  expect(read('99/12/31', '100/01/03')).toEqual(['2010-12-31', '2011-01-03'])
  expect(refusalOfText(file(['99/12/30', '99/12/31'])).code).toBe('evidence.ambiguous-date')
  expect(refusalOfText(file(['01/02/24', '01/03/24'])).code).toBe('evidence.ambiguous-date')
})

test.each([
  '2024-02-30',
  '2023-02-29',
  '1900-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-01/05',
  '0024-01-05',
  '45296',
  '1704412800',
  'yesterday',
  '32.01.2024'
])('refuses "%s" as a date', (text) => {
  const { code, parameters } = refusalOfText(file(['2024-01-05', text]))
  expect(code).toBe('evidence.bad-date')
  expect(parameters).toEqual({ file: 'prices.csv', row: 3, column: 'Date', value: text })
})

test('rows may stand newest first or in any order; the bars are the same', () => {
  const dates = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05']
  const rows = dates.map((date, index) => `${date},${10 + index}`)
  const bars = (order: readonly number[]) =>
    readText(`Date,Close\n${order.map((index) => rows[index]).join('\n')}`).bars
  expect(bars([0, 1, 2, 3]).dates).toEqual(dates)
  for (const order of [
    [3, 2, 1, 0],
    [2, 0, 3, 1]
  ]) {
    expect(bars(order).dates).toEqual(dates)
    expect([...bars(order).close]).toEqual([10, 11, 12, 13])
    expect([...bars(order).rows]).toEqual(dates.map((_, index) => order.indexOf(index) + 2))
  }
})

test('a date that stands twice is refused with both rows, whether or not the rows agree', () => {
  for (const close of ['10', '11']) {
    const { code, parameters } = refusalOfText(
      `Date,Close\n2024-01-02,10\n2024-01-03,12\n2024-01-02,${close}`
    )
    expect(code).toBe('evidence.duplicate-date')
    expect(parameters).toMatchObject({ row: 4, other: 2, column: 'Date', value: '2024-01-02' })
  }
})

test('an empty date cell is refused', () => {
  const { code, parameters } = refusalOfText('Date,Close\n2024-01-02,10\n,11')
  expect(code).toBe('evidence.missing-cell')
  expect(parameters).toMatchObject({ row: 3, column: 'Date' })
})
