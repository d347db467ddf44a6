import { DatabaseSync } from '@photostructure/sqlite'
import { closeQuietly, type Database } from './journal-database'
import { createPrivateFile, type JournalFiles } from './journal-files'
import { storageError } from './storage-error'

/**
 * Claims the folder for this process's writer. The claim is an exclusive transaction on a file that
 * stays empty: the system frees it when the process ends, however it ends.
 * @throws {AppError} `storage.locked` while another writer has the folder
 */
export const takeWriterLock = ({ folder, lock }: JournalFiles): { release(): void } => {
  let database: Database | null = null
  try {
    createPrivateFile(lock)
    const held = new DatabaseSync(lock)
    database = held
    held.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return { release: () => closeQuietly(held) }
  } catch (error) {
    if (database !== null) closeQuietly(database)
    throw storageError(error, { folder })
  }
}
