import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'

const privateFileMode = 0o600

/** What SQLite keeps beside a database. */
export const besideDatabase = ['-wal', '-shm', '-journal'] as const

export interface JournalFiles {
  folder: string
  journal: string
  /** A clean journal that is being filled from a damaged one; complete once `journal` is gone. */
  growing: string
  lock: string
}

export const journalFiles = (folder: string): JournalFiles => ({
  folder,
  journal: join(folder, 'journal.sqlite'),
  growing: join(folder, 'journal.growing.sqlite'),
  lock: join(folder, 'writer.lock')
})

export const isThere = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false }) !== undefined

/** 0 for what is not there. Asks without opening: closing a file would drop SQLite's locks on it. */
export const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Bytes of the database and of its write-ahead log. */
export const journalBytes = ({ journal }: JournalFiles): number =>
  sizeOf(journal) + sizeOf(`${journal}-wal`)

/** Makes an empty file that only its owner may read, or leaves the one that is there untouched. */
export const createPrivateFile = (file: string): void => {
  try {
    closeSync(openSync(file, 'wx', privateFileMode))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** After a rename, so that a power cut cannot take the new name away. */
export const syncFolder = (folder: string): void => {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Some systems cannot sync a folder; the files themselves are whole all the same.
  }
}
