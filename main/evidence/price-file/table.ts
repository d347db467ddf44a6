import Papa from 'papaparse'
import type { PriceOrigin } from '../../../preload/contract/live-prices'
import { cellError, evidenceError } from '../evidence-error'
import { headerIndex, namedFields, readHeader, type Header } from './header'
import { withoutComments } from './origin'

/** A row of the file below its header. `line` counts from 1 at the file's first line. */
export interface TableRow {
  line: number
  cells: readonly string[]
}

export interface Table {
  delimiter: string
  header: Header
  rows: TableRow[]
  /** Null for a file that does not say where it comes from. */
  origin: PriceOrigin | null
}

const delimiters = [',', ';', '\t'] as const
const headCharacters = 64 * 1024
const headRows = 20
/** More rows than days lie between the years that a date may have: no file of daily bars. */
const mostRows = 200_000

const split = (text: string, delimiter: string, preview: number): Papa.ParseResult<string[]> =>
  Papa.parse<string[]>(text, { delimiter, newline: '\n', preview, header: false })

/** The separator under which the header names most fields; null when there is no header. */
const findDelimiter = (text: string): string | null => {
  const head = text.slice(0, headCharacters)
  const counted = delimiters.map((delimiter) => {
    const rows = split(head, delimiter, headRows).data
    const index = headerIndex(rows)
    return { delimiter, count: index < 0 ? 0 : namedFields(rows[index] ?? []) }
  })
  const most = Math.max(...counted.map(({ count }) => count))
  return most === 0 ? null : (counted.find(({ count }) => count === most)?.delimiter ?? null)
}

const lineFeeds = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)

/** Cells without the space around them, and each row's line, the first of them being `first`. */
const withLines = (data: readonly string[][], quotes: boolean, first: number): TableRow[] => {
  let line = first
  return data.map((cells) => {
    const row = { line, cells: cells.map((cell) => cell.trim()) }
    // A quoted cell may hold line feeds of its own.
    line += 1 + (quotes ? lineFeeds(cells) : 0)
    return row
  })
}

const isBlank = ({ cells }: TableRow): boolean => cells.every((cell) => cell === '')

const refuseExtraCells = (rows: readonly TableRow[], header: Header, file: string): void => {
  const width = header.names.length
  for (const { line, cells } of rows) {
    if (cells.length <= width) continue
    const extra = cells.findIndex((cell, index) => index >= width && cell !== '')
    if (extra < 0) continue
    const cell = { file, row: line, column: String(extra + 1), value: cells[extra] ?? '' }
    throw cellError('uneven-row', cell)
  }
}

/**
 * Splits a text into its header and the rows below it, blank lines left out. Lines above the header
 * (comments, a title, `sep=;`) are passed over.
 * @throws {AppError} `evidence.empty`, `bad-origin`, `no-header`, `missing-column`,
 *   `duplicate-column`, `uneven-row`, `unreadable` (a quote that never closes), `not-daily` (too
 *   many rows)
 */
export const readTable = (source: string, file: string): Table => {
  const { text, comments, origin } = withoutComments(source.replace(/\r\n?/g, '\n'), file)
  if (text.trim() === '') throw evidenceError('empty', { file })
  const delimiter = findDelimiter(text)
  if (delimiter === null) throw evidenceError('no-header', { file })
  const { data, errors } = split(text, delimiter, mostRows + 1)
  if (errors.some(({ type }) => type === 'Quotes')) throw evidenceError('unreadable', { file })
  if (data.length > mostRows) throw evidenceError('not-daily', { file, days: '< 1' })
  const all = withLines(data, text.includes('"'), comments + 1)
  const at = headerIndex(data)
  const top = all[at]
  if (top === undefined) throw evidenceError('no-header', { file })
  const header = readHeader(top.cells, file, top.line)
  const rows = all.slice(at + 1).filter((row) => !isBlank(row))
  if (rows.length === 0) throw evidenceError('empty', { file })
  refuseExtraCells(rows, header, file)
  return { delimiter, header, rows, origin }
}
