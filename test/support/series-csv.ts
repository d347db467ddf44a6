import type { SeriesBar } from './series'

type NumberColumn = 'open' | 'high' | 'low' | 'close' | 'adjusted' | 'volume'

/** How a price file writes the same bars. */
export interface CsvStyle {
  delimiter: ',' | ';' | '\t'
  decimalMark: '.' | ','
  dates: 'iso' | 'compact' | 'day-first' | 'slashes'
  newestFirst: boolean
  byteOrderMark: boolean
  newline: '\n' | '\r\n'
  /** Column names and their order; columns that hold nothing are left out. */
  names: Record<NumberColumn | 'date', string>
  order: readonly NumberColumn[]
}

export const plainCsv: CsvStyle = {
  delimiter: ',',
  decimalMark: '.',
  dates: 'iso',
  newestFirst: false,
  byteOrderMark: false,
  newline: '\n',
  names: {
    date: 'Date',
    open: 'Open',
    high: 'High',
    low: 'Low',
    close: 'Close',
    adjusted: 'Adj Close',
    volume: 'Volume'
  },
  order: ['open', 'high', 'low', 'close', 'adjusted', 'volume']
}

/** As a spreadsheet in Taiwan that is set to German numbers might save it. */
export const foreignCsv: CsvStyle = {
  delimiter: ';',
  decimalMark: ',',
  dates: 'slashes',
  newestFirst: true,
  byteOrderMark: true,
  newline: '\r\n',
  names: {
    date: '日期',
    open: '開盤',
    high: '最高',
    low: '最低',
    close: '收盤',
    adjusted: '還原收盤價',
    volume: '成交量'
  },
  order: ['volume', 'adjusted', 'close', 'low', 'high', 'open']
}

const dateText = (iso: string, dates: CsvStyle['dates']): string => {
  const [year, month, day] = iso.split('-') as [string, string, string]
  if (dates === 'compact') return `${year}${month}${day}`
  if (dates === 'day-first') return `${day}/${month}/${year}`
  return dates === 'slashes' ? `${year}/${month}/${day}` : iso
}

const decimalsOf: Record<NumberColumn, number> = {
  open: 4,
  high: 4,
  low: 4,
  close: 8,
  adjusted: 4,
  volume: 0
}

const numberText = (value: number, column: NumberColumn, mark: string): string =>
  Number.isNaN(value) ? '' : value.toFixed(decimalsOf[column]).replace('.', mark)

/** The bars as the bytes of a CSV file. */
export const toCsv = (bars: readonly SeriesBar[], style: CsvStyle = plainCsv): Uint8Array => {
  const columns = style.order.filter((column) => bars.some((bar) => !Number.isNaN(bar[column])))
  const header = [style.names.date, ...columns.map((column) => style.names[column])]
  const rows = bars.map((bar) => [
    dateText(bar.date, style.dates),
    ...columns.map((column) => numberText(bar[column], column, style.decimalMark))
  ])
  if (style.newestFirst) rows.reverse()
  const lines = [header, ...rows].map((cells) => cells.join(style.delimiter))
  const text = (style.byteOrderMark ? '\ufeff' : '') + lines.join(style.newline) + style.newline
  return new TextEncoder().encode(text)
}
