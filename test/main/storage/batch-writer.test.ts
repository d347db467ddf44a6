import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BatchWriter } from '../../../main/storage/batch-writer'
import { openForWriting, type Database } from '../../../main/storage/journal-database'
import type { JournalRow } from '../../../main/storage/journal-row'
import { migrate } from '../../../main/storage/journal-schema'
import { dataFolder } from '../../support/journal-folder'

let data: ReturnType<typeof dataFolder>
let database: Database
let writer: BatchWriter
beforeEach(() => {
  data = dataFolder()
  const file = join(data.folder, 'journal.sqlite')
  database = openForWriting(file)
  migrate(database)
  writer = new BatchWriter(database, { file })
})
afterEach(() => {
  database.close()
  data.remove()
})

const row = (session: string, seq: number, message: string): JournalRow => ({
  session,
  seq,
  epoch: 1,
  atMs: 0,
  wallTime: 0,
  type: 'log.appended',
  data: JSON.stringify({ level: 'info', message })
})
const count = (session: string): unknown =>
  database.prepare('SELECT count(*) AS n FROM events WHERE session = ?').get(session)?.['n']

it('refuses on a full disk only what does not fit, whole, and goes on when there is room', () => {
  expect(writer.write([row('a', 1, 'x'), row('b', 1, 'x')])).toEqual([])
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  database.exec(`PRAGMA max_page_count = ${pages + 3}`)
  const much = [row('a', 2, 'x'), row('a', 3, 'y'.repeat(60_000)), row('a', 4, 'z')]
  const refused = writer.write([...much, row('b', 2, 'small')])
  expect(refused).toMatchObject([{ session: 'a', error: { code: 'storage.full' } }])
  expect([count('a'), count('b')]).toEqual([1, 2])
  database.exec('PRAGMA max_page_count = 100000')
  expect(writer.write(much)).toEqual([])
  expect(count('a')).toBe(4)
})

it('refuses a hole, a number that is taken, and anything after the end', () => {
  const end: JournalRow = {
    ...row('a', 3, ''),
    type: 'session.completed',
    data: '{"reason":"done"}'
  }
  expect(writer.write([row('a', 1, ''), row('a', 2, '')])).toEqual([])
  for (const wrong of [[row('a', 4, '')], [row('a', 2, '')], [end, row('a', 4, '')]]) {
    expect(writer.write(wrong)).toMatchObject([{ error: { code: 'storage.io' } }])
  }
  expect(writer.write([end])).toEqual([])
  expect(writer.write([row('a', 4, '')])).toMatchObject([{ error: { code: 'storage.io' } }])
  expect(count('a')).toBe(3)
})
