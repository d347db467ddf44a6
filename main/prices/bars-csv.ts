/** A day's prices, and its volume in shares; null for what is not known. */
export interface CsvBar {
  /** ISO. */
  date: string
  open: number | null
  high: number | null
  low: number | null
  close: number
  /** With dividends folded in. */
  adjusted: number | null
  volume: number | null
}

const smallestDecimals = 12
/** Three digits after the mark could be thousands to a reader that has to guess it. */
const threeDecimals = /[.]\d{3}$/

const cell = (value: number | null): string => {
  if (value === null) return ''
  const text = String(value)
  const plain = text.includes('e-') ? value.toFixed(smallestDecimals) : text
  return threeDecimals.test(plain) ? `${plain}0` : plain
}

const columns = [
  ['Open', 'open'],
  ['High', 'high'],
  ['Low', 'low'],
  ['Close', 'close'],
  ['Adj Close', 'adjusted'],
  ['Volume', 'volume']
] as const
type Column = (typeof columns)[number]

/**
 * Bars as a price file: ISO dates, numbers in their shortest form. A column of prices is there when
 * every bar has one, the volume when any has. `closeIsAdjusted`: there is no other close.
 */
export const barsCsv = (
  bars: readonly CsvBar[],
  { closeIsAdjusted = false }: { closeIsAdjusted?: boolean } = {}
): string => {
  const isThere = ([, field]: Column): boolean => {
    if (field === 'volume') return bars.some(({ volume }) => volume !== null)
    if (field === 'close') return !closeIsAdjusted
    return bars.every((bar) => bar[field] !== null)
  }
  const chosen = columns.filter(isThere)
  const line = (bar: CsvBar): string => chosen.map(([, field]) => cell(bar[field])).join(',')
  const header = `Date,${chosen.map(([name]) => name).join(',')}\n`
  return header + bars.map((bar) => `${bar.date},${line(bar)}\n`).join('')
}
