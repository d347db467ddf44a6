import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isThere, sizeOf } from './journal-files'
import { mayWrite } from './storage-access'

/**
 * Under which name SQLite can read a journal. In a folder that cannot be written it finds no place
 * for what readers and the writer of a write-ahead log share; but there a journal that was closed in
 * order, and that nobody has open, is read as it lies.
 */
export const readingName = (file: string): string => {
  const asItLies = isThere(file) && sizeOf(`${file}-wal`) === 0 && !isThere(`${file}-shm`)
  if (!asItLies || mayWrite(dirname(file))) return file
  return `${pathToFileURL(file).href}?immutable=1`
}
