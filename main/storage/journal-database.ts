import { DatabaseSync } from '@photostructure/sqlite'
import { readingName } from './reading-name'

export type Database = InstanceType<typeof DatabaseSync>
export type Statement = ReturnType<Database['prepare']>

/** How long a statement waits for another process's lock before it fails. */
const busyTimeoutMs = 5_000
/** What of the write-ahead log stays on disk after it has been taken over. */
const walLimitBytes = 16 * 1024 * 1024

const opened = (file: string, settings: string, readOnly = false): Database => {
  const database = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs })
  try {
    database.exec(`PRAGMA cell_size_check = ON; ${settings}`)
    return database
  } catch (error) {
    closeQuietly(database)
    throw error
  }
}

/**
 * The writer's connection. A commit is on disk when it returns; what is deleted is overwritten.
 *
 * A connection with prepared statements is really closed only when its thread ends: the library
 * finalizes none before. Until then it may still write to its files by their names, so no file is
 * moved that a thread has open like that.
 * @throws SQLite's own errors
 */
export const openForWriting = (file: string): Database =>
  opened(
    file,
    `PRAGMA journal_mode = WAL;
     PRAGMA synchronous = FULL;
     PRAGMA journal_size_limit = ${walLimitBytes};
     PRAGMA secure_delete = ON;`
  )

/** A connection that fills a file which nobody else has; with it, it is one file and no other. */
export const openForFilling = (file: string): Database =>
  opened(file, 'PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL')

/** A connection that never changes the file, not even by closing it. */
export const openForReading = (file: string): Database => opened(readingName(file), '', true)

/**
 * The one value that `sql` selects as `value`, of a file opened only for that; null for no row. It
 * prepares no statement, so the file is closed when it returns.
 */
export const valueIn = (file: string, sql: string): unknown => {
  const database = openForReading(file)
  let value: unknown = null
  try {
    database.function('take', (taken: unknown) => {
      value = taken
      return null
    })
    database.exec(`SELECT take(value) FROM (${sql})`)
    return value
  } finally {
    closeQuietly(database)
  }
}

export const closeQuietly = (database: Database): void => {
  try {
    if (database.isOpen) database.close()
  } catch {
    // It failed before; there is nothing more to save.
  }
}

const rollBack = (database: Database): void => {
  try {
    if (database.isTransaction) database.exec('ROLLBACK')
  } catch {
    // A full disk rolls back on its own.
  }
}

/** All of `work` is kept, or nothing of it. */
export const inTransaction = <T>(database: Database, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    rollBack(database)
    throw error
  }
}

export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' ? value : null
