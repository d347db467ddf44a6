import { closeSync, openSync, readSync } from 'node:fs'

/** What every journal's first page has in its place, whatever is in it. */
const fixedBytes: readonly { at: number; bytes: readonly number[] }[] = [
  { at: 0, bytes: [...Buffer.from('SQLite format 3\0')] },
  // The page size; then, after the two versions, the reserved bytes and the payload's fractions.
  { at: 16, bytes: [0x10, 0x00] },
  { at: 20, bytes: [0, 64, 32, 32] }
]
const headerBytes = 100
/** Of the file's format, for writing and for reading: without and with a write-ahead log. */
const versionPlaces = [18, 19] as const
const versions: readonly (number | undefined)[] = [1, 2]

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
  return (
    versionPlaces.every((at) => versions.includes(header[at])) &&
    fixedBytes.every(({ at, bytes }) => bytes.every((byte, index) => header[at + index] === byte))
  )
}
