import { errorCodes } from '../../preload/contract/errors'
import type { Notice } from '../../preload/contract/notices'
import { AppError, errorShape } from '../kernel/errors'
import { journalHolds } from './journal-check'
import { isDamage, JournalDamage } from './journal-damage'
import {
  closeQuietly,
  inTransaction,
  openForReading,
  openForWriting,
  type Database
} from './journal-database'
import { createPrivateFile, isThere, sizeOf, type JournalFiles } from './journal-files'
import { headerHolds } from './journal-header'
import { clearMark, readMark } from './journal-meta'
import { movedAside, salvageJournal, settleSalvage } from './journal-salvage'
import { migrate, refuseNewer, versionOf } from './journal-schema'
import { endUnfinished } from './session-recovery'

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
  const database = openForReading(journal)
  try {
    refuseNewer(database, journal)
  } finally {
    closeQuietly(database)
  }
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

const openOnce = (files: JournalFiles, wallMs: number): Database => {
  refuseUnreadable(files)
  createPrivateFile(files.journal)
  const database = openForWriting(files.journal)
  try {
    checkAndRecover(database, wallMs)
    return database
  } catch (error) {
    closeQuietly(database)
    throw error
  }
}

/**
 * Opens the journal for its one writer, who holds the lock. Sessions that a crash cut off get their
 * end; a damaged file is moved aside and a clean one takes up what is whole in it.
 * @throws {AppError} `storage.newer`, and SQLite's own errors that are no damage
 */
export const openJournal = (files: JournalFiles, wallMs: number): Database => {
  settleSalvage(files, wallMs)
  try {
    return openOnce(files, wallMs)
  } catch (error) {
    if (!isDamage(error)) throw error
    salvageJournal(files, wallMs)
    return openOnce(files, wallMs)
  }
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
