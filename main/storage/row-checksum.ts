import { crc32 } from 'node:zlib'
import type { JournalRow } from './journal-row'

/** Over everything that a row says; SQLite itself does not notice a changed byte of its content. */
export const rowChecksum = (row: JournalRow): number =>
  crc32(
    `${row.session}\n${row.seq}\n${row.epoch}\n${row.atMs}\n${row.wallTime}\n${row.type}\n${row.data}`
  )
