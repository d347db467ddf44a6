import type { Statement } from './journal-database'

export type Row = Record<string, unknown>
type Value = string | number | null

/** SQLite's own words for what can go wrong between two rows, and its codes for them. */
const codes: Readonly<Record<string, { errcode: number; sqliteCodeName: string }>> = {
  'database is locked': { errcode: 5, sqliteCodeName: 'SQLITE_BUSY' },
  'out of memory': { errcode: 7, sqliteCodeName: 'SQLITE_NOMEM' },
  'disk I/O error': { errcode: 10, sqliteCodeName: 'SQLITE_IOERR' },
  'database disk image is malformed': { errcode: 11, sqliteCodeName: 'SQLITE_CORRUPT' },
  'database or disk is full': { errcode: 13, sqliteCodeName: 'SQLITE_FULL' },
  'unable to open database file': { errcode: 14, sqliteCodeName: 'SQLITE_CANTOPEN' },
  'file is not a database': { errcode: 26, sqliteCodeName: 'SQLITE_NOTADB' }
}

/** The library gives the errors of several rows without the code that it gives those of one. */
const withCode = (error: unknown): unknown => {
  if (!(error instanceof Error) || 'errcode' in error) return error
  return Object.assign(error, codes[error.message] ?? {})
}

/** Every row that a statement gives. */
export const rowsOf = (statement: Statement, ...values: Value[]): Row[] => {
  try {
    return statement.all(...values) as Row[]
  } catch (error) {
    throw withCode(error)
  }
}

/** One row after the other; the statement is for one walk at a time. */
export function* eachRow(statement: Statement, ...values: Value[]): Generator<Row> {
  try {
    for (const row of statement.iterate(...values)) yield row as Row
  } catch (error) {
    throw withCode(error)
  }
}
