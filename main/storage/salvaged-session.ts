import { isTerminal } from '../../preload/contract/event-kinds'
import { errorCodes } from '../../preload/contract/errors'
import type { EventTable } from './event-table'
import { numberOf, textOrNull, type Database } from './journal-database'
import type { JournalRow } from './journal-row'

export interface SalvagedSession {
  rows: JournalRow[]
  removedAt: number | null
}

interface KnownSession {
  lastSeq: number
  removedAt: number | null
  /** Whether the session itself came to an end, rather than the program. */
  ended: boolean
}

const knownOf = (source: Database, session: string): KnownSession | null => {
  try {
    const row = source
      .prepare('SELECT last_seq, removed_at, terminal FROM sessions WHERE id = ?')
      .get(session)
    if (row === undefined) return null
    const terminal = textOrNull(row['terminal'])
    const removedAt = row['removed_at']
    return {
      lastSeq: numberOf(row['last_seq']),
      removedAt: typeof removedAt === 'number' ? removedAt : null,
      ended: terminal !== null && !terminal.includes(`"${errorCodes.engineInterrupted}"`)
    }
  } catch {
    return null
  }
}

/** As far as the rows can be read, follow each other, and are as written. */
const rightRows = (events: EventTable, session: string): JournalRow[] => {
  const rows: JournalRow[] = []
  try {
    for (const row of events.rightAfter(session, 0)) rows.push(row)
  } catch {
    // The rest of it lies in a damaged part of the file.
  }
  return rows
}

/**
 * What may be kept of a session in a damaged journal; null for nothing. One that came to its end is
 * kept whole or not at all: half of it would tell another story. Of one that was still running when
 * the program ended, its beginning is kept up to the first event that is not as written, without
 * an end; it gets one like any other that was interrupted.
 */
export const salvagedSession = (
  source: Database,
  events: EventTable,
  session: string
): SalvagedSession | null => {
  const rows = rightRows(events, session)
  const last = rows.at(-1)
  if (last === undefined) return null
  const known = knownOf(source, session)
  const removedAt = known?.removedAt ?? null
  if (isTerminal(last.type) && last.seq >= (known?.lastSeq ?? 0)) return { rows, removedAt }
  if (known === null || known.ended) return null
  return { rows: rows.filter(({ type }) => !isTerminal(type)), removedAt }
}
