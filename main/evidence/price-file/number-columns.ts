import { cellError } from '../evidence-error'
import type { Field } from './column-names'
import type { Table } from './table'
import { findDecimalMark, readNumber, type DecimalMark, type TextColumn } from './number-dialect'

export type NumberField = Exclude<Field, 'date'>

/** A column's numbers in the order of the table's rows; NaN where a volume is not known. */
export interface NumberColumn {
  field: NumberField
  name: string
  values: Float64Array
  /** The most digits after the decimal mark that a cell of the column has. */
  decimals: number
}

export const numberFields = ['open', 'high', 'low', 'close', 'adjusted', 'volume'] as const

const missing = new Set(['', 'nan', 'null', 'none', 'n/a', '#n/a', 'na', '-', '--', '---', '—'])
const longestMissing = 4
const isMissing = (text: string): boolean =>
  text.length <= longestMissing && missing.has(text.toLowerCase())

interface FieldColumn extends TextColumn {
  field: NumberField
}

const textColumn = ({ header, rows }: Table, field: NumberField): FieldColumn | null => {
  const index = header.columns[field]
  if (index === undefined) return null
  const name = header.names[index] ?? field
  const texts = rows.map(({ cells }) => {
    const text = cells[index] ?? ''
    return isMissing(text) ? null : text
  })
  // A column without a single value is no column; a close must have values.
  if (field !== 'close' && texts.every((text) => text === null)) return null
  return { field, name, texts, shortens: field === 'volume' }
}

const refuseMissing = ({ field, name, texts }: FieldColumn, table: Table, file: string): void => {
  const row = field === 'volume' ? -1 : texts.indexOf(null)
  if (row < 0) return
  const line = table.rows[row]?.line ?? 0
  throw cellError('missing-cell', { file, row: line, column: name, value: '' })
}

/** Prices are above zero; a volume may be zero. */
const mayBe = (field: NumberField, value: number): boolean =>
  field === 'volume' ? value >= 0 : value > 0

const readColumn = (
  { field, name, texts, shortens }: FieldColumn,
  mark: DecimalMark,
  { table, file }: { table: Table; file: string }
): NumberColumn => {
  const values = new Float64Array(texts.length).fill(NaN)
  let decimals = 0
  texts.forEach((text, row) => {
    const read = text === null ? null : readNumber(text, mark, shortens)
    if (text === null || read === null) return
    if (!mayBe(field, read.value)) {
      const reason = field === 'volume' ? 'bad-number' : 'not-positive'
      const line = table.rows[row]?.line ?? 0
      throw cellError(reason, { file, row: line, column: name, value: text })
    }
    values[row] = read.value
    decimals = Math.max(decimals, read.decimals)
  })
  return { field, name, values, decimals }
}

/**
 * Reads every number column of a table under one decimal mark.
 * @throws {AppError} `evidence.missing-cell`, `bad-number`, `ambiguous-number`, `not-positive`
 */
export const readNumberColumns = (
  table: Table,
  file: string
): { columns: NumberColumn[]; mark: DecimalMark } => {
  const texts = numberFields
    .map((field) => textColumn(table, field))
    .filter((column) => column !== null)
  for (const column of texts) refuseMissing(column, table, file)
  const mark = findDecimalMark(texts, table, file)
  return { columns: texts.map((column) => readColumn(column, mark, { table, file })), mark }
}
