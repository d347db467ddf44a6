import { inTransaction, textOf, type Database } from './journal-database'
import { rowsOf } from './journal-rows'

/** What of the sessions may go; see SessionArchive.purge. Milliseconds since 1970. */
export interface PurgeLimits {
  removedUntil: number
  startedBefore: number | null
}

const changed = (
  database: Database,
  sql: string,
  sessions: readonly string[],
  value: number | null
): string[] =>
  inTransaction(database, () => {
    const statement = database.prepare(sql)
    return sessions.filter((session) => statement.run(value, session).changes === 1)
  })

/** Takes ended sessions off the list; gives those that were on it. */
export const removeSessions = (
  database: Database,
  sessions: readonly string[],
  deletedAt: number
): string[] => {
  const ended = 'id = ? AND removed_at IS NULL AND terminal IS NOT NULL'
  return changed(database, `UPDATE sessions SET removed_at = ? WHERE ${ended}`, sessions, deletedAt)
}

/** Puts removed sessions back on the list; gives those that were off it. */
export const restoreSessions = (database: Database, sessions: readonly string[]): string[] => {
  const removed = 'id = ? AND removed_at IS NOT NULL'
  return changed(database, `UPDATE sessions SET removed_at = ? WHERE ${removed}`, sessions, null)
}

/** The sessions that are due to be deleted for good, the oldest first. */
export const purgeable = (
  database: Database,
  { removedUntil, startedBefore }: PurgeLimits
): string[] =>
  rowsOf(
    database.prepare(
      `SELECT id FROM sessions
       WHERE removed_at <= ? OR (terminal IS NOT NULL AND started_at < ?)
       ORDER BY started_at, id`
    ),
    removedUntil,
    startedBefore
  ).map((row) => textOf(row['id']))

const inputsOf = (database: Database, session: string): string[] =>
  rowsOf(
    database.prepare('SELECT sha256 FROM session_inputs WHERE session = ? ORDER BY sha256'),
    session
  ).map((row) => textOf(row['sha256']))

/** Deletes one session with all its events; gives the evidence that no session uses any more. */
export const purgeSession = (database: Database, session: string): string[] =>
  inTransaction(database, () => {
    const inputs = inputsOf(database, session)
    database.prepare('DELETE FROM events WHERE session = ?').run(session)
    database.prepare('DELETE FROM session_inputs WHERE session = ?').run(session)
    database.prepare('DELETE FROM session_texts WHERE session = ?').run(session)
    database.prepare('DELETE FROM sessions WHERE id = ?').run(session)
    const used = database.prepare('SELECT 1 FROM session_inputs WHERE sha256 = ? LIMIT 1')
    return inputs.filter((sha256) => used.get(sha256) === undefined)
  })

/** The evidence that any session uses, removed ones included: they can come back. */
export const usedEvidence = (database: Database): string[] =>
  rowsOf(database.prepare('SELECT DISTINCT sha256 FROM session_inputs')).map((row) =>
    textOf(row['sha256'])
  )
