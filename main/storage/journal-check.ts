import { numberOf, type Database } from './journal-database'

const structureHolds = (database: Database): boolean =>
  database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok'

/**
 * Where each session's events begin with 1 and end with the row's last one, no session is without
 * its row, and all rows together count as many events as there are, none is missing in between.
 * This looks up the ends and counts, which is much quicker than grouping all events.
 */
const contradictions = `
  WITH RECURSIVE named(session) AS (
    SELECT min(session) FROM events
    UNION ALL
    SELECT (SELECT min(events.session) FROM events WHERE events.session > named.session)
    FROM named WHERE named.session IS NOT NULL
  )
  SELECT
    ((SELECT count(*) FROM events) IS NOT (SELECT ifnull(sum(last_seq), 0) FROM sessions))
    + (SELECT count(*) FROM sessions WHERE
        last_seq IS NOT (SELECT max(seq) FROM events WHERE events.session = sessions.id)
        OR 1 IS NOT (SELECT min(seq) FROM events WHERE events.session = sessions.id))
    + (SELECT count(*) FROM named
        WHERE session IS NOT NULL AND session NOT IN (SELECT id FROM sessions)) AS found
`

/** Whether each session's row and its events agree on how many there are. */
const countsHold = (database: Database): boolean =>
  numberOf(database.prepare(contradictions).get()?.['found']) === 0

/**
 * Whether a journal that was not closed in order is in order all the same. It reads the whole file
 * but looks at no event's content: that is checked whenever it is read.
 * @throws what SQLite throws of a damaged file
 */
export const journalHolds = (database: Database): boolean =>
  structureHolds(database) && countsHold(database)
