import { closeSync, openSync, readSync } from 'node:fs'

/** What every journal's first page has in its place, whatever is in it. */
const fixedBytes: readonly { at: number; bytes: readonly number[] }[] = [
  { at: 0, bytes: [...Buffer.from('SQLite format 3\0')] },
  // The page size, the write and read versions of a write-ahead log, and the payload fractions.
  { at: 16, bytes: [0x10, 0x00, 2, 2, 0, 64, 32, 32] },
  // The text's encoding: UTF-8.
  { at: 56, bytes: [0, 0, 0, 1] }
]
const headerBytes = 100

/**
 * Whether a database that is not empty begins as a journal does. SQLite would refuse some changed
 * headers as if the folder were read-only or the program too old. Called before the file is opened
 * otherwise: closing it drops SQLite's locks.
 */
export const headerHolds = (file: string): boolean => {
  const header = Buffer.alloc(headerBytes)
  const handle = openSync(file, 'r')
  try {
    if (readSync(handle, header, 0, headerBytes, 0) < headerBytes) return false
  } finally {
    closeSync(handle)
  }
  return fixedBytes.every(({ at, bytes }) =>
    bytes.every((byte, index) => header[at + index] === byte)
  )
}
