import { maximumListedSessions } from '../../preload/contract/limits'
import type { SessionListing, SessionQuery } from '../../preload/contract/sessions'
import type { SessionEnd } from '../../preload/contract/session-state'
import type { Language, Stance } from '../../preload/contract/words'
import { JournalDamage } from './journal-damage'
import { numberOf, textOf, textOrNull, type Database } from './journal-database'
import { rowsOf, type Row } from './journal-rows'
import { foldedWords } from './session-text'

const columns = 'id, subject, as_of, started_at, language, stance, terminal, durable_events'

const terminalOf = (text: string | null): SessionEnd | null => {
  try {
    return text === null ? null : (JSON.parse(text) as SessionEnd)
  } catch {
    throw new JournalDamage("a session's end cannot be read")
  }
}

const listingOf = (row: Row): SessionListing => ({
  session: textOf(row['id']),
  subject: textOf(row['subject']),
  asOf: textOrNull(row['as_of']),
  startedAt: numberOf(row['started_at']),
  language: textOf(row['language']) as Language,
  stance: textOrNull(row['stance']) as Stance | null,
  terminal: terminalOf(textOrNull(row['terminal'])),
  events: numberOf(row['durable_events'])
})

interface Condition {
  sql: string
  values: string[]
}

const conditionsOf = ({ text, stance, end, asOf }: SessionQuery): Condition[] => {
  const conditions: Condition[] = [{ sql: 'removed_at IS NULL', values: [] }]
  for (const word of foldedWords(text)) {
    // Not LIKE: a word stands for itself, whatever signs are in it.
    conditions.push({ sql: 'instr(folded, ?) > 0', values: [word] })
  }
  if (stance !== null) conditions.push({ sql: 'stance = ?', values: [stance] })
  if (end === 'running') conditions.push({ sql: 'terminal IS NULL', values: [] })
  else if (end !== null) conditions.push({ sql: 'terminal_type = ?', values: [`session.${end}`] })
  if (asOf.from !== null) conditions.push({ sql: 'as_of >= ?', values: [asOf.from] })
  if (asOf.to !== null) conditions.push({ sql: 'as_of <= ?', values: [asOf.to] })
  return conditions
}

/** The sessions that a query asks for, the newest first, at most `maximumListedSessions`. */
export const listSessions = (database: Database, query: SessionQuery): SessionListing[] => {
  const conditions = conditionsOf(query)
  const sql = `
    SELECT ${columns} FROM sessions JOIN session_texts ON session = id
    WHERE ${conditions.map((condition) => condition.sql).join(' AND ')}
    ORDER BY started_at DESC, id DESC LIMIT ${maximumListedSessions}`
  const values = conditions.flatMap((condition) => condition.values)
  return rowsOf(database.prepare(sql), ...values).map(listingOf)
}

/** Null for a session that is not there or was removed. */
export const findSession = (database: Database, session: string): SessionListing | null => {
  const sql = `SELECT ${columns} FROM sessions WHERE id = ? AND removed_at IS NULL`
  const row = database.prepare(sql).get(session) as Row | undefined
  return row === undefined ? null : listingOf(row)
}
