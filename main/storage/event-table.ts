import type { EventType } from '../../preload/contract/events'
import { numberOf, textOf, type Database, type Statement } from './journal-database'
import type { JournalRow } from './journal-row'
import { eachRow, type Row } from './journal-rows'
import { rowChecksum } from './row-checksum'

const columns = 'session, seq, epoch, at_ms, wall_time, type, data, crc32'

/** A row as it lies on disk, and whether it is as it was written. */
export interface StoredRow {
  row: JournalRow
  right: boolean
}

/** A row of `events`, all its columns. */
export const storedRow = (values: Row): StoredRow => {
  const row = {
    session: textOf(values['session']),
    seq: numberOf(values['seq']),
    epoch: numberOf(values['epoch']),
    atMs: numberOf(values['at_ms']),
    wallTime: numberOf(values['wall_time']),
    type: textOf(values['type']) as EventType,
    data: textOf(values['data'])
  }
  return { row, right: rowChecksum(row) === values['crc32'] }
}

/** The events of all sessions, a session's in the order of `seq`. */
export class EventTable {
  readonly #insert: Statement
  readonly #after: Statement

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO events (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    )
    this.#after = database.prepare(
      `SELECT ${columns} FROM events WHERE session = ? AND seq > ? ORDER BY seq`
    )
  }

  /** @throws when the session has an event of that number */
  insert(row: JournalRow): void {
    const { session, seq, epoch, atMs, wallTime, type, data } = row
    this.#insert.run(session, seq, epoch, atMs, wallTime, type, data, rowChecksum(row))
  }

  /** A session's rows after `afterSeq`, oldest first; one walk at a time. */
  *after(session: string, afterSeq: number): Generator<StoredRow> {
    for (const values of eachRow(this.#after, session, afterSeq)) yield storedRow(values)
  }

  /** The rows that follow `afterSeq` without a gap, up to the first that is not as written. */
  *rightAfter(session: string, afterSeq: number): Generator<JournalRow> {
    let seq = afterSeq
    for (const { row, right } of this.after(session, afterSeq)) {
      seq += 1
      if (!right || row.seq !== seq) return
      yield row
    }
  }
}
