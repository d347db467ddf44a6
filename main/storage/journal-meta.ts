import { textOrNull, type Database } from './journal-database'

/**
 * - `clean`: the journal was closed in order, so its structure need not be checked
 * - `suspect`: something in it was not as written; the next start checks all of it
 * - `aside`: JSON of what was salvaged into it, until a start that told the user ended in order
 */
export type JournalMark = 'clean' | 'suspect' | 'aside'

export const readMark = (database: Database, mark: JournalMark): string | null =>
  textOrNull(database.prepare('SELECT value FROM meta WHERE name = ?').get(mark)?.['value'])

export const setMark = (database: Database, mark: JournalMark, value = '1'): void => {
  database.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)').run(mark, value)
}

export const clearMark = (database: Database, mark: JournalMark): void => {
  database.prepare('DELETE FROM meta WHERE name = ?').run(mark)
}
