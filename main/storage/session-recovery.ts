import { errorCodes } from '../../preload/contract/errors'
import type { EventMap } from '../../preload/contract/events'
import { AppError, errorShape } from '../kernel/errors'
import { EventTable } from './event-table'
import { JournalDamage } from './journal-damage'
import { numberOf, textOf, type Database } from './journal-database'
import type { JournalRow } from './journal-row'
import { rowsOf } from './journal-rows'
import { SessionTable } from './session-table'

/**
 * Rows checked of all unfinished sessions together, of each from its end; a start must not take
 * long. The others are checked whenever they are read.
 */
const checkedRows = 2_000

interface Unfinished {
  session: string
  lastSeq: number
}

const unfinishedIn = (database: Database): Unfinished[] =>
  rowsOf(
    database.prepare('SELECT id, last_seq FROM sessions WHERE terminal IS NULL ORDER BY id')
  ).map((row) => ({ session: textOf(row['id']), lastSeq: numberOf(row['last_seq']) }))

const lastRightRow = (
  events: EventTable,
  { session, lastSeq }: Unfinished,
  checked: number
): JournalRow => {
  let last: JournalRow | null = null
  for (const row of events.rightAfter(session, Math.max(0, lastSeq - checked))) last = row
  if (last?.seq === lastSeq) return last
  throw new JournalDamage(`${session} cannot be read up to its last event`)
}

/** The end of a session that was running when the program was killed, after its `last` event. */
const interruption = (last: JournalRow, wallMs: number): JournalRow => {
  const message = 'The program ended before the session did.'
  const error = errorShape(new AppError(errorCodes.engineInterrupted, message))
  return {
    ...last,
    seq: last.seq + 1,
    epoch: last.epoch + 1,
    wallTime: wallMs,
    type: 'session.failed',
    data: JSON.stringify({ error } satisfies EventMap['session.failed'])
  }
}

/**
 * Ends each session that has no terminal fact, in a new epoch; all that was kept of it stays. Runs
 * in the caller's transaction.
 * @throws {JournalDamage} when the end of one is not as it was written
 */
export const endUnfinished = (database: Database, wallMs: number): void => {
  const events = new EventTable(database)
  const sessions = new SessionTable(database)
  const found = unfinishedIn(database)
  const checked = Math.ceil(checkedRows / Math.max(1, found.length))
  for (const unfinished of found) {
    const row = interruption(lastRightRow(events, unfinished, checked), wallMs)
    events.insert(row)
    sessions.keep([row])
  }
}
