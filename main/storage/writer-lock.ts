import { DatabaseSync } from '@photostructure/sqlite'
import { closeQuietly, type Database } from './journal-database'
import { createPrivateFile, type JournalFiles } from './journal-files'
import { storageError } from './storage-error'

/** Kept from the garbage collector, which would close them. */
const held: Database[] = []

/**
 * Claims the folder for this thread, as long as it lives. The claim is an exclusive transaction on a file that
 * stays empty: the system frees it when the process ends, however it ends.
 * @throws {AppError} `storage.locked` while another writer has the folder
 */
export const takeWriterLock = ({ folder, lock }: JournalFiles): void => {
  let database: Database | null = null
  try {
    createPrivateFile(lock)
    database = new DatabaseSync(lock)
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    held.push(database)
  } catch (error) {
    if (database !== null) closeQuietly(database)
    throw storageError(error, { folder })
  }
}
