import { numberOf, type Database } from './journal-database'

const structureHolds = (database: Database): boolean =>
  database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok'

const contradictions = `
  SELECT
    (SELECT count(*) FROM sessions LEFT JOIN counted ON session = id
      WHERE n IS NOT last_seq OR last IS NOT last_seq)
    + (SELECT count(*) FROM counted WHERE session NOT IN (SELECT id FROM sessions)) AS found
`

/** Whether each session's row and its events agree on how many there are. */
const countsHold = (database: Database): boolean => {
  const counted = 'SELECT session, count(*) AS n, max(seq) AS last FROM events GROUP BY session'
  const sql = `WITH counted AS MATERIALIZED (${counted}) ${contradictions}`
  return numberOf(database.prepare(sql).get()?.['found']) === 0
}

/**
 * Whether a journal that was not closed in order is in order all the same. It reads the whole file
 * but looks at no event's content: that is checked whenever it is read.
 * @throws what SQLite throws of a damaged file
 */
export const journalHolds = (database: Database): boolean =>
  structureHolds(database) && countsHold(database)
