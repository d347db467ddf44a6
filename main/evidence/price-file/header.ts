import { cellError, evidenceError } from '../evidence-error'
import { namedField, type Field, type NamedField } from './column-names'

/** Where each field stands: the index of its cell in a row. Date and close are always there. */
export type Columns = Readonly<Partial<Record<Field, number>>> & { date: number; close: number }

export interface Header {
  row: number
  names: readonly string[]
  columns: Columns
  /** The adjusted close is the only price, and stands as the close. */
  closeIsAdjusted: boolean
}

const headerSearchRows = 20

/** How many different fields the cells name: the header is the row that names most. */
export const namedFields = (cells: readonly string[]): number =>
  new Set(cells.map((cell) => namedField(cell)?.field).filter((field) => field !== undefined)).size

/** The index of the header among the first rows; −1 when no row names a field. */
export const headerIndex = (rows: readonly (readonly string[])[]): number => {
  const counts = rows.slice(0, headerSearchRows).map(namedFields)
  const most = Math.max(0, ...counts)
  return most === 0 ? -1 : counts.indexOf(most)
}

type Found = Partial<Record<Field, { index: number; own: boolean }>>

const findColumns = (names: readonly string[], file: string, row: number): Found => {
  const found: Found = {}
  const place = ({ field, own }: NamedField, index: number): void => {
    const earlier = found[field]
    if (earlier === undefined || (own && !earlier.own)) found[field] = { index, own }
    else if (own === earlier.own) {
      const column = names[earlier.index] ?? ''
      throw cellError('duplicate-column', { file, row, column, value: names[index] ?? '' })
    }
  }
  names.forEach((name, index) => {
    const named = namedField(name)
    if (named !== null) place(named, index)
  })
  return found
}

/**
 * The close: its own column, or the adjusted close of a file that has no other price. An adjusted
 * close beside raw highs and lows is no close: the two would not fit each other.
 */
const closeIndex = (found: Found): number | undefined => {
  if (found.close !== undefined) return found.close.index
  const others = found.open ?? found.high ?? found.low
  return others === undefined ? found.adjusted?.index : undefined
}

/**
 * Reads the header's names. `row` is its line in the file.
 * @throws {AppError} `evidence.missing-column`, `evidence.duplicate-column`
 */
export const readHeader = (cells: readonly string[], file: string, row: number): Header => {
  const names = cells.map((cell) => cell.replace(/^\ufeff/, '').trim())
  const found = findColumns(names, file, row)
  const date = found.date?.index
  const close = closeIndex(found)
  if (date === undefined) throw evidenceError('missing-column', { file, row, column: 'Date' })
  if (close === undefined) throw evidenceError('missing-column', { file, row, column: 'Close' })
  const closeIsAdjusted = found.close === undefined
  const indices = Object.entries(found)
    .filter(([field]) => !(closeIsAdjusted && field === 'adjusted'))
    .map(([field, { index }]) => [field, index] as const)
  const columns = { ...Object.fromEntries(indices), date, close } as Columns
  return { row, names, columns, closeIsAdjusted }
}
