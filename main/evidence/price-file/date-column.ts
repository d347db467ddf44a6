import { cellError, evidenceError } from '../evidence-error'
import { readDates, type DateDialect } from './date-dialect'
import type { Table } from './table'

/** The date column's ISO dates, in the order of the table's rows. */
export interface DateColumn {
  file: string
  name: string
  dates: string[]
  dialect: DateDialect['id']
}

/**
 * Reads the dates of a table.
 * @throws {AppError} `evidence.missing-cell`, `bad-date`, `ambiguous-date`
 */
export const readDateColumn = ({ header, rows }: Table, file: string): DateColumn => {
  const index = header.columns.date
  const name = header.names[index] ?? ''
  const cells = rows.map(({ line, cells: texts }) => ({ line, text: texts[index] ?? '' }))
  const empty = cells.find(({ text }) => text === '')
  if (empty !== undefined) {
    throw cellError('missing-cell', { file, row: empty.line, column: name, value: '' })
  }
  return { file, name, ...readDates(cells, file, name) }
}

/**
 * The indices of the rows, oldest first.
 * @throws {AppError} `evidence.duplicate-date`
 */
export const oldestFirst = ({ file, name, dates }: DateColumn, { rows }: Table): number[] => {
  const at = (index: number | undefined): string => dates[index ?? -1] ?? ''
  const line = (index: number | undefined): number => rows[index ?? -1]?.line ?? 0
  const order = dates.map((_, index) => index)
  const ordered = dates.every((date, index) => index === 0 || at(index - 1) < date)
  if (ordered) return order
  order.sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : line(a) - line(b)))
  const again = order.findIndex((index, place) => place > 0 && at(index) === at(order[place - 1]))
  if (again > 0) {
    const [row, other] = [line(order[again]), line(order[again - 1])]
    const value = at(order[again])
    throw evidenceError('duplicate-date', { file, row, column: name, value, other })
  }
  return order
}
