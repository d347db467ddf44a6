import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { isThere, sizeOf } from './journal-files'
import { mayWrite } from './storage-access'

export type Database = InstanceType<typeof DatabaseSync>
export type Statement = ReturnType<Database['prepare']>

/** How long a statement waits for another process's lock before it fails. */
const busyTimeoutMs = 5_000
/** What of the write-ahead log stays on disk after it has been taken over. */
const walLimitBytes = 16 * 1024 * 1024

/**
 * The writer's connection. A commit is on disk when it returns; what is deleted is overwritten.
 * @throws SQLite's own errors
 */
export const openForWriting = (file: string): Database => {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
    if (mode !== 'wal') throw new Error(`no write-ahead log in ${file}: ${String(mode)}`)
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA journal_size_limit = ${walLimitBytes};
      PRAGMA cell_size_check = ON;
      PRAGMA secure_delete = ON;
    `)
    return database
  } catch (error) {
    closeQuietly(database)
    throw error
  }
}

/** Whether SQLite finds no place for what the readers of a write-ahead log share. */
const cannotShare = (database: Database): boolean => {
  try {
    database.prepare('PRAGMA user_version').get()
    return false
  } catch (error) {
    return (error as { sqliteCodeName?: string }).sqliteCodeName === 'SQLITE_CANTOPEN'
  }
}

const openFile = (name: string): Database => {
  const database = new DatabaseSync(name, { readOnly: true, timeout: busyTimeoutMs })
  try {
    database.exec('PRAGMA cell_size_check = ON')
    return database
  } catch (error) {
    closeQuietly(database)
    throw error
  }
}

/**
 * A connection that never changes the file, not even by closing it. In a folder that cannot be
 * written there is no writer, and a journal that was closed in order is read as it lies there.
 */
export const openForReading = (file: string): Database => {
  const database = openFile(file)
  const asItLies = cannotShare(database) && isThere(file) && sizeOf(`${file}-wal`) === 0
  if (!asItLies || mayWrite(dirname(file))) return database
  closeQuietly(database)
  return openFile(`${pathToFileURL(file).href}?immutable=1`)
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
