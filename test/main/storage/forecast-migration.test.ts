import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ForecastQuery } from '../../../main/engine/ports'
import { BatchWriter } from '../../../main/storage/batch-writer'
import { openForWriting, type Database } from '../../../main/storage/journal-database'
import { rowOf } from '../../../main/storage/journal-row'
import { migrate, versionOf } from '../../../main/storage/journal-schema'
import type { Storage } from '../../../main/storage/storage'
import { filingScript } from '../../support/forecast-script'
import { everySession, keepScript } from '../../support/journal-keep'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

let build: JournalBuild
let data: ReturnType<typeof dataFolder>
beforeAll(async () => {
  build = await buildJournal()
})
afterAll(() => build.remove())
beforeEach(() => {
  data = dataFolder()
})
afterEach(() => data.remove())

const use = <T>(work: (storage: Storage) => Promise<T>, readOnly = false): Promise<T> =>
  withStorage({ folder: data.folder, workerFile: build.workerFile, readOnly }, work)
const everything: ForecastQuery = { subject: null, state: null, after: null, until: null }
const file = (): string => join(data.folder, 'journal.sqlite')
const change = <T>(work: (database: Database) => T): T => {
  const database = openForWriting(file())
  try {
    return work(database)
  } finally {
    database.close()
  }
}
/** A journal as the program before this one left it. */
const asVersionOne = (): void =>
  change((database) => database.exec('DROP TABLE forecasts; PRAGMA user_version = 1'))
const keepTwo = (): Promise<void> =>
  use(async ({ journal }) => {
    await keepScript(journal, 'one', filingScript({ roles: ['quant', 'historian'] }))
    await keepScript(journal, 'two', filingScript({ subject: 'TWII', ended: false }))
  })

it('puts on record what a journal of version 1 had filed, and loses no session', async () => {
  await keepTwo()
  const before = await use(({ ledger }) => ledger.find(everything))
  expect(before).toHaveLength(5)
  asVersionOne()
  expect(await use(({ ledger }) => ledger.find(everything), true)).toEqual([])
  await use(async ({ ledger, archive, notices }) => {
    expect(await ledger.find(everything)).toEqual(before)
    expect(notices).toEqual([])
    expect(await archive.list(everySession)).toHaveLength(2)
  })
  expect(change(versionOf)).toBe(2)
})

it('leaves one event out that is not as it was written, and migrates the rest', async () => {
  await keepTwo()
  asVersionOne()
  const wrong = "SET data = replace(data, '0.52', '0.99') WHERE session = 'one' AND seq = 6"
  change((database) => database.exec(`UPDATE events ${wrong}`))
  const found = await use(({ ledger }) => ledger.find(everything))
  expect(found.map(({ session, seq, p }) => [session, seq, p])).toEqual([
    ...[
      ['one', 7, 0.52],
      ['one', 8, 0.52],
      ['two', 5, 0.52],
      ['two', 6, 0.52]
    ]
  ])
})

it('migrates wholly or not at all', async () => {
  await use(async ({ journal }) => {
    const sessions = Array.from({ length: 40 }, (_, index) => `s${index}`)
    await Promise.all(sessions.map((session) => keepScript(journal, session, filingScript())))
  })
  asVersionOne()
  change((database) => database.exec('VACUUM'))
  change((database) => {
    // Room for the table, not for what goes into it.
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
    database.exec(`PRAGMA max_page_count = ${pages + 1}`)
    expect(() => migrate(database)).toThrow()
    expect(versionOf(database)).toBe(1)
    const table = "SELECT count(*) AS n FROM sqlite_master WHERE name = 'forecasts'"
    expect(database.prepare(table).get()?.['n']).toBe(0)
  })
  expect(await use(({ ledger }) => ledger.find(everything))).toHaveLength(80)
})

it('has no forecast on record whose event was refused with its batch', async () => {
  await use(() => Promise.resolve())
  change((database) => {
    const writer = new BatchWriter(database, { file: file() })
    const rows = filingScript({ ended: false }).map(({ type, data: content }, index) => {
      const place = { session: 'a', epoch: 1, atMs: index, wallTime: index }
      return rowOf({ ...place, type, data: content as never }, index + 1)
    })
    const count = (): unknown =>
      database.prepare('SELECT count(*) AS n FROM forecasts').get()?.['n']
    expect(writer.write(rows.slice(0, 4))).toEqual([])
    const hole = rows.slice(4).map((row) => ({ ...row, seq: row.seq + 1 }))
    expect(writer.write(hole)).toMatchObject([{ session: 'a', error: { code: 'storage.io' } }])
    expect(count()).toBe(0)
    expect(writer.write(rows.slice(4))).toEqual([])
    expect(count()).toBe(2)
  })
})

it('tells of a changed byte, and takes the rest over at the next start', async () => {
  await keepTwo()
  await use(async ({ archive }) => {
    await archive.remove(['one'], 5)
    await archive.purge({ removedUntil: 5, startedBefore: null })
  })
  const wrong = "UPDATE forecasts SET p = 0.9 WHERE session = 'one' AND role = 'quant'"
  change((database) => database.exec(wrong))
  await use(async ({ ledger }) => {
    await expect(ledger.find(everything)).rejects.toMatchObject({ code: 'storage.corrupt' })
  })
  await use(async ({ ledger, notices }) => {
    expect(notices).toMatchObject([{ error: { code: 'storage.moved-aside' } }])
    const found = await ledger.find(everything)
    expect(found.map(({ session, role }) => `${session} ${role}`)).toEqual([
      ...['one historian', 'one room', 'two quant', 'two room']
    ])
  })
})

it('keeps outcomes, and what was cleared away, through the repair of another table', async () => {
  await keepTwo()
  await use(async ({ ledger }) => {
    const [first] = await ledger.find({ ...everything, subject: 'TWII' })
    const outcome = { return: 0.1, hit: true, date: '2008-10-10', brier: 0.23 }
    if (first === undefined) throw new Error('nothing was filed')
    await ledger.settle([{ key: first, scoring: { kind: 'scored', outcome }, atMs: 9 }])
    await ledger.clear('S&P 500')
  })
  change((database) => database.exec("INSERT INTO meta VALUES ('suspect', '1')"))
  await use(async ({ ledger, notices, archive }) => {
    expect(notices).toHaveLength(1)
    expect(await archive.list(everySession)).toHaveLength(2)
    const found = await ledger.find(everything)
    expect(found.map(({ subject }) => subject)).toEqual(['TWII', 'TWII'])
    expect(found.filter(({ outcome }) => outcome !== null)).toHaveLength(1)
  })
})
