import { errorCodes } from '../../preload/contract/errors'
import type { Notice } from '../../preload/contract/notices'
import { AppError, errorShape } from '../kernel/errors'
import { journalHolds } from './journal-check'
import { JournalDamage } from './journal-damage'
import { inTransaction, numberOf, openForWriting, valueIn, type Database } from './journal-database'
import { createPrivateFile, isThere, sizeOf, type JournalFiles } from './journal-files'
import { headerHolds } from './journal-header'
import { clearMark, readMark } from './journal-meta'
import { movedAside } from './journal-salvage'
import { migrate, refuseNewer, versionOf } from './journal-schema'
import { endUnfinished } from './session-recovery'

/** No program will ever have that many; such a number is no version. */
const maximumVersion = 10_000

/** Before anything is written: nothing of a later program's file may change. */
const refuseUnreadable = ({ journal }: JournalFiles): void => {
  if (sizeOf(journal) === 0) {
    // SQLite would throw the log away and go on as if nothing had ever been kept.
    if (sizeOf(`${journal}-wal`) > 0) throw new JournalDamage('the database lost its content')
    return
  }
  // With a rollback journal beside it, it was killed while it was made; SQLite undoes that.
  const made = !isThere(`${journal}-journal`)
  if (made && !headerHolds(journal)) throw new JournalDamage('the database lost its beginning')
  const sql = 'SELECT user_version AS value FROM pragma_user_version'
  const version = numberOf(valueIn(journal, sql))
  if (version > maximumVersion) throw new JournalDamage('the database lost its version')
  refuseNewer(version, journal)
}

const checkAndRecover = (database: Database, wallMs: number): void => {
  const known = versionOf(database) > 0
  migrate(database)
  if (readMark(database, 'suspect') !== null) throw new JournalDamage('it was found damaged before')
  const clean = readMark(database, 'clean') !== null
  if (known && !clean && !journalHolds(database)) {
    throw new JournalDamage('its parts contradict each other')
  }
  inTransaction(database, () => {
    endUnfinished(database, wallMs)
    clearMark(database, 'clean')
  })
}

/**
 * Opens the journal for its one writer, who holds the lock. Sessions that a crash cut off get their
 * end.
 * @throws {AppError} `storage.newer`; SQLite's own errors; JournalDamage. For an error that is damage
 * the thread has to end and the journal to be salvaged.
 */
export const openJournal = (files: JournalFiles, wallMs: number): Database => {
  refuseUnreadable(files)
  createPrivateFile(files.journal)
  const database = openForWriting(files.journal)
  checkAndRecover(database, wallMs)
  return database
}

/** What the user has to be told of the journal as it was opened. */
export const openingNotices = (database: Database): Notice[] => {
  const moved = movedAside(database)
  if (moved === null) return []
  const { file, kept } = moved
  const message = `The journal was damaged; it is kept as ${file}. Sessions taken over: ${kept}.`
  const error = new AppError(errorCodes.storageMovedAside, message, { parameters: { file, kept } })
  return [{ id: `moved-aside:${file}`, level: 'warning', error: errorShape(error) }]
}
