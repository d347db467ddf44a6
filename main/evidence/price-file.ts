import { maximumPriceFileBytes } from '../../preload/contract/limits'
import type { PriceOrigin } from '../../preload/contract/live-prices'
import { sha256 } from '../kernel/hash'
import type { Bars } from './bars'
import { requireDaily } from './daily'
import { evidenceError } from './evidence-error'
import { refuseInconsistentBars } from './price-file/bar-check'
import { oldestFirst, readDateColumn, type DateColumn } from './price-file/date-column'
import { looksLikeDate } from './price-file/date-dialect'
import { readNumberColumns, type NumberColumn, type NumberField } from './price-file/number-columns'
import { readTable, type Table } from './price-file/table'
import { decodings } from './price-file/text-encoding'

/** How the file was read, for those who want to check it. */
export interface PriceDialect {
  encoding: string
  delimiter: string
  dates: string
  decimalMark: string
}

/** A price file that was read and found good. `columns` are the names of the columns in use. */
export interface PriceFile {
  name: string
  sha256: string
  columns: string[]
  /** The names of the price column and of the adjusted one beside it, as in the header. */
  closeColumn: string
  adjustedColumn: string | null
  /** True when the only price is an adjusted close, which makes every figure a total return. */
  closeIsAdjusted: boolean
  dialect: PriceDialect
  /** Null for a file that does not say where it comes from. */
  origin: PriceOrigin | null
  bars: Bars
}

interface DecodedTable {
  encoding: string
  table: Table
}

/** Of the encodings that fit, the first under which the header can be read. */
const decodeTable = (bytes: Uint8Array, file: string): DecodedTable => {
  let refusal: unknown = null
  for (const { encoding, text } of decodings(bytes, file)) {
    try {
      return { encoding, table: readTable(text, file) }
    } catch (error) {
      refusal ??= error
    }
  }
  throw refusal
}

/** Exchanges end their files with remarks: last rows with one cell only, which is no date. */
const withoutRemarks = (table: Table, file: string): Table => {
  const isRemark = ({ cells }: Table['rows'][number]): boolean => {
    const filled = cells.filter((cell) => cell !== '')
    return filled.length === 1 && cells[0] !== '' && !looksLikeDate(cells[0] ?? '')
  }
  const end = table.rows.findLastIndex((row) => !isRemark(row)) + 1
  if (end === 0) throw evidenceError('empty', { file })
  return { ...table, rows: table.rows.slice(0, end) }
}

/** Whether the one close of a fetched file has its dividends folded in. */
const hasDividends = ({ origin, header }: Table): boolean =>
  origin?.adjustment === 'splits-and-dividends' && header.columns.adjusted === undefined

/** The bars of a table, oldest first, whatever the order of its rows. */
const barsOf = (dates: DateColumn, numbers: readonly NumberColumn[], table: Table): Bars => {
  const order = oldestFirst(dates, table)
  const column = (field: NumberField): Float64Array | null => {
    const values = numbers.find((each) => each.field === field)?.values
    return values === undefined ? null : Float64Array.from(order, (index) => values[index] ?? NaN)
  }
  const known = (field: NumberField): Float64Array =>
    column(field) ?? new Float64Array(order.length).fill(NaN)
  return {
    dates: order.map((index) => dates.dates[index] ?? ''),
    open: known('open'),
    high: known('high'),
    low: known('low'),
    close: known('close'),
    volume: known('volume'),
    adjusted: column('adjusted'),
    rows: Int32Array.from(order, (index) => table.rows[index]?.line ?? 0)
  }
}

/**
 * Reads a price file of any dialect in docs/facts.md. Rows may stand in any order. It refuses
 * with one error that names file, row and column rather than guess; it does not ask whether the
 * bars are daily, because that is a question about the bars up to a date.
 * @throws {AppError} `evidence.*`
 */
export const readPrices = (bytes: Uint8Array, fileName: string): PriceFile => {
  if (bytes.byteLength > maximumPriceFileBytes) {
    const limit = maximumPriceFileBytes
    throw evidenceError('too-large', { file: fileName, bytes: bytes.byteLength, limit })
  }
  const { encoding, table: whole } = decodeTable(bytes, fileName)
  const table = withoutRemarks(whole, fileName)
  const dates = readDateColumn(table, fileName)
  const { columns: numbers, mark } = readNumberColumns(table, fileName)
  refuseInconsistentBars(numbers, table.rows, fileName)
  const bars = barsOf(dates, numbers, table)
  const nameOf = (field: NumberField): string | null =>
    numbers.find((column) => column.field === field)?.name ?? null
  return {
    name: fileName,
    sha256: sha256(bytes),
    columns: [dates.name, ...numbers.map(({ name }) => name)],
    closeColumn: nameOf('close') ?? '',
    adjustedColumn: nameOf('adjusted'),
    closeIsAdjusted: table.header.closeIsAdjusted || hasDividends(table),
    dialect: { encoding, delimiter: table.delimiter, dates: dates.dialect, decimalMark: mark },
    origin: table.origin,
    bars
  }
}

/**
 * `readPrices` for the moment a file comes in: weekly, monthly and intraday files are refused too.
 * @throws {AppError} `evidence.*`
 */
export const parsePrices = (bytes: Uint8Array, fileName: string): PriceFile => {
  const file = readPrices(bytes, fileName)
  requireDaily(file.bars.dates, fileName)
  return file
}
