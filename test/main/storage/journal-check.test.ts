import { afterEach, beforeEach, expect, it } from 'vitest'
import { join } from 'node:path'
import { journalHolds } from '../../../main/storage/journal-check'
import { openForWriting, type Database } from '../../../main/storage/journal-database'
import { migrate } from '../../../main/storage/journal-schema'
import { BatchWriter } from '../../../main/storage/batch-writer'
import { dataFolder } from '../../support/journal-folder'
import type { JournalRow } from '../../../main/storage/journal-row'

let data: ReturnType<typeof dataFolder>
let database: Database
beforeEach(() => {
  data = dataFolder()
  const file = join(data.folder, 'journal.sqlite')
  database = openForWriting(file)
  migrate(database)
})
afterEach(() => {
  database.close()
  data.remove()
})

const keep = (session: string, count: number): void => {
  const rows = Array.from({ length: count }, (_, index): JournalRow => {
    const data = '{"level":"info","message":""}'
    const type = 'log.appended'
    return { session, seq: index + 1, epoch: 1, atMs: 0, wallTime: 0, type, data }
  })
  const writer = new BatchWriter(database, { file: join(data.folder, 'journal.sqlite') })
  expect(writer.write(rows)).toEqual([])
}

it('holds for a journal without sessions, and for one as it was written', () => {
  expect(journalHolds(database)).toBe(true)
  for (const session of ['a', 'b', 'c']) keep(session, 5)
  expect(journalHolds(database)).toBe(true)
})

it.each([
  ['an event is missing in between', "DELETE FROM events WHERE session = 'b' AND seq = 3"],
  ['the first event is missing', "DELETE FROM events WHERE session = 'b' AND seq = 1"],
  ['the last event is missing', "DELETE FROM events WHERE session = 'b' AND seq = 5"],
  ['all events are missing', "DELETE FROM events WHERE session = 'b'"],
  ["a session's row is missing", "DELETE FROM sessions WHERE id = 'c'"],
  ['the only rows are missing', 'DELETE FROM sessions'],
  ['a number is no event of any session', "UPDATE events SET session = 'd' WHERE session = 'b'"],
  [
    'one is missing and another too many',
    "UPDATE events SET seq = 9 WHERE session = 'b' AND seq = 3"
  ]
])('does not hold when %s', (_, change) => {
  for (const session of ['a', 'b', 'c']) keep(session, 5)
  database.exec(change)
  expect(journalHolds(database)).toBe(false)
})
