import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../../main/kernel/errors'
import { readPrices } from '../../../main/evidence/price-file'
import { refusalOf, two, utf8, weekday } from './price-text'

interface RandomBar {
  /** In cents, so that every dialect can write it exactly. */
  open: number
  high: number
  low: number
  close: number
  volume: number
}

const cents = fc.integer({ min: 1, max: 999_999_99 })
const bar: fc.Arbitrary<RandomBar> = fc
  .tuple(cents, cents, cents, cents, fc.integer({ min: 0, max: 5_000_000_000 }))
  .map(([a, b, open, close, volume]) => {
    const low = Math.min(a, b, open, close)
    return { open, close, low, high: Math.max(a, b, open, close), volume }
  })

const group = (digits: string, mark: string): string => digits.replace(/\B(?=(\d{3})+$)/g, mark)

interface NumberDialect {
  thousands: string
  decimal: '.' | ','
}

const writePrice = (value: number, { thousands, decimal }: NumberDialect): string =>
  `${group(String(Math.floor(value / 100)), thousands)}${decimal}${two(value % 100)}`

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
type WriteDate = (date: readonly [number, number, number]) => string
const dateDialects: Record<string, WriteDate> = {
  iso: ([y, m, d]) => `${y}-${two(m)}-${two(d)}`,
  slashes: ([y, m, d]) => `${y}/${m}/${d}`,
  compact: ([y, m, d]) => `${y}${two(m)}${two(d)}`,
  dayFirst: ([y, m, d]) => `${two(d)}/${two(m)}/${y}`,
  monthFirst: ([y, m, d]) => `${m}/${d}/${y}`,
  german: ([y, m, d]) => `${two(d)}.${two(m)}.${y}`,
  named: ([y, m, d]) => `${months[m - 1]} ${two(d)}, ${y}`,
  chinese: ([y, m, d]) => `${y}年${m}月${d}日`,
  roc: ([y, m, d]) => `${y - 1911}/${two(m)}/${two(d)}`,
  timed: ([y, m, d]) => `${y}-${two(m)}-${two(d)} 16:00:00`
}

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  numbers: fc.constantFrom<NumberDialect>(
    { thousands: '', decimal: '.' },
    { thousands: ',', decimal: '.' },
    { thousands: '', decimal: ',' },
    { thousands: '.', decimal: ',' },
    { thousands: ' ', decimal: ',' },
    { thousands: '\u202f', decimal: ',' },
    { thousands: "'", decimal: '.' }
  ),
  dates: fc.constantFrom(...Object.keys(dateDialects)),
  order: fc.constantFrom('oldest', 'newest', 'mixed'),
  chinese: fc.boolean(),
  ending: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom('utf8', 'bom', 'utf16le')
})
type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never

const write = (bars: readonly RandomBar[], how: Dialect): Uint8Array => {
  const names = how.chinese
    ? ['日期', '開盤價', '最高價', '最低價', '收盤價', '成交量']
    : ['Date', 'Open', 'High', 'Low', 'Close', 'Volume']
  const cell = (text: string): string => (text.includes(how.delimiter) ? `"${text}"` : text)
  const rows = bars.map(({ open, high, low, close, volume }, index) => {
    const date = dateDialects[how.dates]?.(weekday(index)) ?? ''
    const prices = [open, high, low, close].map((value) => writePrice(value, how.numbers))
    return [date, ...prices, group(String(volume), how.numbers.thousands)].map(cell)
  })
  if (how.order === 'newest') rows.reverse()
  if (how.order === 'mixed') rows.push(...rows.splice(0, rows.length >> 1))
  const text = [names, ...rows].map((cells) => cells.join(how.delimiter)).join(how.ending)
  if (how.encoding === 'utf16le') return Buffer.from(`\ufeff${text}`, 'utf16le')
  return utf8(how.encoding === 'bom' ? `\ufeff${text}` : text)
}

test('any bars come back exactly from every dialect they are written in', () => {
  const run = fc.property(
    // Enough weekdays for one to be over 12, which is what settles day and month.
    fc.array(bar, { minLength: 10, maxLength: 40 }),
    dialect,
    (bars, how) => {
      const { bars: read } = readPrices(write(bars, how), 'prices.csv')
      const column = (values: Float64Array): number[] => [...values]
      expect(read.dates).toEqual(bars.map((_, index) => dateDialects.iso?.(weekday(index))))
      expect(column(read.open)).toEqual(bars.map(({ open }) => open / 100))
      expect(column(read.high)).toEqual(bars.map(({ high }) => high / 100))
      expect(column(read.low)).toEqual(bars.map(({ low }) => low / 100))
      expect(column(read.close)).toEqual(bars.map(({ close }) => close / 100))
      expect(column(read.volume)).toEqual(bars.map(({ volume }) => volume))
    }
  )
  fc.assert(run, { seed: 20240105, numRuns: 500 })
})

test('a damaged cell is refused at its own row, or reads as the number it now is', () => {
  const damage = fc.constantFrom('abc', '', '-1', 'NaN', '1.2.3', '1,2,3', '0', '12,34,5.6')
  const run = fc.property(
    fc.array(bar, { minLength: 12, maxLength: 30 }),
    fc.nat(),
    damage,
    (bars, place, text) => {
      const at = place % bars.length
      const lines = bars.map(({ close }, index) => {
        const price = index === at ? text : writePrice(close, { thousands: '', decimal: '.' })
        return `${dateDialects.iso?.(weekday(index))};${price}`
      })
      const bytes = utf8(['Date;Close', ...lines].join('\n'))
      const { parameters } = refusalOf(() => readPrices(bytes, 'prices.csv'))
      expect(parameters).toMatchObject({ file: 'prices.csv', row: at + 2, column: 'Close' })
    }
  )
  fc.assert(run, { seed: 7, numRuns: 300 })
})

test('arbitrary bytes and arbitrary text end in prices above zero or in one coded refusal', () => {
  const check = (bytes: Uint8Array): void => {
    try {
      const { bars } = readPrices(bytes, 'any.csv')
      expect(bars.close.every((value) => value > 0 && Number.isFinite(value))).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
    }
  }
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('Date', 'Close', '2024-01-02', '1,234', '12.5', '"', '\t', ';', '日期')
  )
  const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 })
  const options = { seed: 99, numRuns: 2000 }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), check), options)
  const lines = table.map((rows) => rows.map((cells) => cells.join(',')).join('\n'))
  fc.assert(
    fc.property(lines, (text) => check(utf8(`Date,Close\n${text}`))),
    options
  )
})

test('a row added later turns a reading into a refusal at most, never into another reading', () => {
  const number = fc.constantFrom('1,234', '1.234', '12,5', '12.5', '7', '1.234,5', '1,234.5', '1e3')
  const dates = fc.constantFrom('slash', 'iso')
  const run = fc.property(
    fc.array(number, { minLength: 2, maxLength: 5 }),
    fc.constantFrom(',', ';', '\t'),
    dates,
    fc.boolean(),
    (cells, delimiter, how, dayFirst) => {
      const lines = cells.map((cell, index) => {
        const [y, m, d] = weekday(index + 8)
        const date =
          how === 'iso'
            ? `${y}-${two(m)}-${two(d)}`
            : dayFirst
              ? `${two(d)}/${two(m)}/${y}`
              : `${two(m)}/${two(d)}/${y}`
        return `${date}${delimiter}"${cell}"`
      })
      const read = (count: number): [string, number][] | null => {
        try {
          const text = [`Date${delimiter}Close`, ...lines.slice(0, count)].join('\n')
          const { dates: days, close } = readPrices(utf8(text), 'prices.csv').bars
          return days.map((day, index) => [day, close[index] ?? NaN])
        } catch {
          return null
        }
      }
      const [shorter, longer] = [read(cells.length - 1), read(cells.length)]
      if (shorter !== null && longer !== null) expect(longer.slice(0, -1)).toEqual(shorter)
    }
  )
  fc.assert(run, { seed: 5, numRuns: 2000 })
})
