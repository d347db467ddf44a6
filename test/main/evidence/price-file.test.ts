import { expect, test } from 'vitest'
import { maximumPriceFileBytes } from '../../../preload/contract/limits'
import { parsePrices, readPrices } from '../../../main/evidence/price-file'
import { readText, refusalOf, refusalOfText, utf8, isoWeekday } from './price-text'

const close = (text: string): number[] => [...readText(text).bars.close]

test.each([
  'Date,Open,High,Low,Close,Adj Close,Volume',
  'date,open,high,low,close,adjclose,volume',
  'DATE,OPEN,HIGH,LOW,CLOSE,ADJ_CLOSE,VOL.',
  'Timestamp,Open,High,Low,Close*,Adj. Close**,Volume',
  '<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,Adjusted Close,<VOL>',
  'Time,Open,High,Low,Last,adjusted_close,Volume',
  'Date,Open,High,Low,Price,Adjusted_Close,Vol.',
  'Date,Open,High,Low,Close/Last,Adj Close,Volume',
  '日期,開盤,最高,最低,收盤,還原收盤價,成交量',
  '日期,開盤價,最高價,最低價,收盤價,調整後收盤價,成交股數',
  '日期,开盘,最高,最低,收盘,调整后收盘价,成交量'
])('reads the header %s', (header) => {
  const { bars, columns } = readText(`${header}\n2024-01-02,10,12,9,11,5.5,1000`)
  expect(columns).toEqual(header.split(','))
  const { open, high, low, adjusted, volume, rows } = bars
  expect(
    [open, high, low, bars.close, adjusted, volume, rows].map((column) => column?.[0])
  ).toEqual([10, 12, 9, 11, 5.5, 1000, 2])
})

test('columns may stand in any order, among others that are not read', () => {
  const file = readText('Ticker,Volume,Low,Close,Note,Date\nX,5,9,10,"a, b",2024-01-02')
  expect(file.columns).toEqual(['Date', 'Low', 'Close', 'Volume'])
  expect(file.bars.close[0]).toBe(10)
})

test.each([
  [',', 'Date,Close\n2024-01-02,10.5'],
  [';', 'Date;Close\n2024-01-02;10.5'],
  ['\t', 'Date\tClose\n2024-01-02\t10.5']
])('finds the separator %j by itself', (delimiter, text) => {
  const file = readText(text)
  expect(file.dialect.delimiter).toBe(delimiter)
  expect([...file.bars.close]).toEqual([10.5])
})

test.each(['\n', '\r\n', '\r'])('reads lines that end in %j', (ending) => {
  expect(close(['Date,Close', '2024-01-02,10', '2024-01-03,11', ''].join(ending))).toEqual([10, 11])
})

const chinese = '日期,收盤價\n2024/01/02,10.5\n'
/** The first line of `chinese` in Big5, and that of its simplified form in GBK. */
const big5Header = [0xa4, 0xe9, 0xb4, 0xc1, 0x2c, 0xa6, 0xac, 0xbd, 0x4c, 0xbb, 0xf9]
const gbkHeader = [0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xca, 0xd5, 0xc5, 0xcc, 0xbc, 0xdb]
const rest = utf8('\n2024/01/02,10.5\n')

test.each([
  ['UTF-8', utf8(chinese)],
  ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8(chinese)])],
  ['UTF-16 LE', Buffer.from(`\ufeff${chinese}`, 'utf16le')],
  ['UTF-16 BE', Buffer.from(`\ufeff${chinese}`, 'utf16le').swap16()],
  ['Big5', Uint8Array.from([...big5Header, ...rest])],
  ['GBK', Uint8Array.from([...gbkHeader, ...rest])]
])('reads %s', (_name, bytes) => {
  expect([...readPrices(bytes, 'prices.csv').bars.close]).toEqual([10.5])
})

test('reads Western files with an unbreakable space in their thousands', () => {
  const bytes = Buffer.from('Date;Close\n2024-01-02;1\u00a0234,50\n', 'latin1')
  expect([...readPrices(bytes, 'prices.csv').bars.close]).toEqual([1234.5])
})

test.each([
  ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
  ['a ZIP or XLSX', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00])],
  ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41])],
  ['bytes of control characters', Buffer.from([0x44, 0x61, 0x74, 0x65, 0x07, 0x08])]
])('refuses %s renamed to .csv', (_name, bytes) => {
  const { code, message } = refusalOf(() => readPrices(bytes, 'prices.csv'))
  expect(code).toBe('evidence.not-text')
  expect(message).toContain('prices.csv')
})

test.each([
  ['nothing', ''],
  ['a byte order mark only', '\ufeff'],
  ['blank lines', '\n \r\n\t\n'],
  ['a header only', 'Date,Close\n'],
  ['a header and a remark', 'Date,Close\nSource: nobody\n']
])('refuses a file of %s as empty', (_name, text) => {
  expect(refusalOfText(text)).toMatchObject({
    code: 'evidence.empty',
    parameters: { file: 'prices.csv' }
  })
})

test('one row is a file', () => {
  expect(readText('Date,Close\n2024-01-02,10').bars.dates).toEqual(['2024-01-02'])
})

test('a file over the limit is refused before it is read', () => {
  const bytes = new Uint8Array(maximumPriceFileBytes + 1)
  expect(refusalOf(() => readPrices(bytes, 'big.csv'))).toMatchObject({
    code: 'evidence.too-large',
    parameters: { file: 'big.csv', bytes: maximumPriceFileBytes + 1, limit: maximumPriceFileBytes }
  })
})

test.each([
  ['no header at all', '2024-01-02,10\n2024-01-03,11', 'evidence.no-header'],
  ['prose', 'Dear all,\nplease find enclosed', 'evidence.no-header'],
  ['no date', 'Open,Close\n10,11', 'evidence.missing-column'],
  ['no close', 'Date,Open\n2024-01-02,11', 'evidence.missing-column'],
  ['two closes', 'Date,Close,收盤\n2024-01-02,11,12', 'evidence.duplicate-column'],
  ['a quote that never ends', 'Date,Close\n2024-01-02,"10\n2024-01-03,11', 'evidence.unreadable'],
  ['too many cells', 'Date,Close\n2024-01-02,10,50', 'evidence.uneven-row'],
  ['too few cells', 'Date,Open,Close\n2024-01-02,10', 'evidence.missing-cell']
])('refuses a file with %s', (_name, text, code) => {
  const refusal = refusalOfText(text)
  expect(refusal.code).toBe(code)
  expect(refusal.message).not.toContain('{{')
})

test('a close under a second name gives way to the one under its own', () => {
  expect(close('Date,Time,Price,Close\n2024-01-02,09:00,5,10')).toEqual([10])
})

test('an adjusted close alone is the price, and says that it is adjusted', () => {
  const file = readText('Date,Adj Close\n2024-01-02,10')
  expect(file).toMatchObject({ closeColumn: 'Adj Close', adjustedColumn: null })
  expect(file.closeIsAdjusted).toBe(true)
  expect(file.columns).toEqual(['Date', 'Adj Close'])
  const raw = refusalOfText('Date,Open,Adj Close\n2024-01-02,20,10')
  expect(raw).toMatchObject({ code: 'evidence.missing-column', parameters: { column: 'Close' } })
})

test('lines above the header and remarks below the rows are passed over', () => {
  const text =
    '"113年01月 2330 台積電 各日成交資訊"\n' +
    '"日期","成交股數","成交金額","開盤價","最高價","最低價","收盤價","漲跌價差",\n' +
    '"113/01/02","27,997,826","16,549,618,984","590.00","593.00","589.00","593.00","0.00",\n' +
    '"113/01/03","37,106,763","21,551,034,540","584.00","585.00","576.00","578.00","-15.00",\n' +
    '"說明:"\n"符號說明:+/-/X表示漲/跌/不比價"\n'
  const { bars, dialect } = readText(text)
  expect(bars.dates).toEqual(['2024-01-02', '2024-01-03'])
  expect([...bars.close]).toEqual([593, 578])
  expect([...bars.volume]).toEqual([27_997_826, 37_106_763])
  expect([...bars.rows]).toEqual([3, 4])
  expect(dialect.dates).toBe('roc')
})

test('rows count lines of the file, line feeds inside quotes too', () => {
  const { parameters } = refusalOfText(
    'Note,Date,Close\n"two\nlines",2024-01-02,10\n\n"x",2024-01-03,?'
  )
  expect(parameters).toMatchObject({ row: 5, column: 'Close', value: '?' })
})

test.each([
  ['a high below the low', '10,9,9.5,9.8', 'High', '9'],
  ['an open above the high', '12,11,9,10', 'Open', '12'],
  ['a close above the high', '10,11,9,12', 'Close', '12'],
  ['an open below the low', '8,11,9,10', 'Open', '8'],
  ['a close below the low', '10,11,9,8', 'Close', '8']
])('refuses a bar with %s', (_name, cells, column, value) => {
  const good = '2024-01-02,10,11,9,10'
  const refusal = refusalOfText(`Date,Open,High,Low,Close\n${good}\n2024-01-03,${cells}`)
  expect(refusal.code).toBe('evidence.inconsistent-bar')
  expect(refusal.parameters).toEqual({ file: 'prices.csv', row: 3, column, value })
})

test('a vendor may round its columns to different decimals', () => {
  const bar = (cells: string): string => `Date,High,Low,Close\n2024-01-02,${cells}`
  expect(close(bar('1.23,1.2,1.2345'))).toEqual([1.2345])
  expect(close(bar('100.00,99.00,100.05'))).toEqual([100.05])
  for (const cells of ['1.2300,1.2,1.2345', '100.00,99.00,100.20', '10,9,10.4']) {
    expect(refusalOfText(bar(cells)).code).toBe('evidence.inconsistent-bar')
  }
})

test('weekly and monthly files are refused when they come in', () => {
  const every = (days: number): string => {
    const rows = Array.from({ length: 12 }, (_, index) => `${isoWeekday(index * days)},10`)
    return `Date,Close\n${rows.join('\n')}`
  }
  expect(parsePrices(utf8(every(1)), 'prices.csv').bars.dates).toHaveLength(12)
  expect(refusalOf(() => parsePrices(utf8(every(5)), 'prices.csv'))).toMatchObject({
    code: 'evidence.not-daily',
    parameters: { file: 'prices.csv', days: 7 }
  })
  expect(refusalOf(() => parsePrices(utf8(every(20)), 'prices.csv')).code).toBe(
    'evidence.not-daily'
  )
})

test('more rows than there are days are refused without reading them all', () => {
  const rows = '2024-01-02,10\n'.repeat(200_001)
  expect(refusalOfText(`Date,Close\n${rows}`).code).toBe('evidence.not-daily')
})
