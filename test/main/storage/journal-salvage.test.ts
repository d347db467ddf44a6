import { readdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Notice } from '../../../preload/contract/notices'
import { openForWriting, type Database } from '../../../main/storage/journal-database'
import type { Storage } from '../../../main/storage/storage'
import { everySession, keepScript } from '../../support/journal-keep'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { wrongIn } from '../../support/journal-checker'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { scriptOf } from '../../support/journal-script'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

let build: JournalBuild
let data: ReturnType<typeof dataFolder>
beforeAll(async () => {
  build = await buildJournal()
})
afterAll(() => build.remove())
beforeEach(async () => {
  data = dataFolder()
  await open(async ({ journal }) => {
    for (const [seed, session] of ['one', 'two', 'three'].entries()) {
      await keepScript(journal, session, scriptOf(seed))
    }
  })
})
afterEach(() => data.remove())

const open = <T>(use: (storage: Storage) => Promise<T>, readOnly = false): Promise<T> =>
  withStorage({ folder: data.folder, workerFile: build.workerFile, readOnly }, use)
const file = (): string => join(data.folder, 'journal.sqlite')
const change = (work: (database: Database) => void): void => {
  const database = openForWriting(file())
  work(database)
  database.close()
}
/** As a crash leaves it: not marked as closed in order. */
const uncleanly = (work: (database: Database) => void): void =>
  change((database) => {
    database.exec("DELETE FROM meta WHERE name = 'clean'")
    work(database)
  })
const unended = (session: string): string =>
  `UPDATE sessions SET terminal = NULL, terminal_type = NULL WHERE id = '${session}'`
const asides = (): string[] =>
  readdirSync(data.folder).filter((name) => /^journal\.corrupt-[-\dTZ]+\.sqlite$/.test(name))
const kept = ({ archive }: Storage): Promise<string[]> =>
  archive.list(everySession).then((list) => list.map(({ session }) => session).sort())
const movedAside = (notices: readonly Notice[], count: number): void => {
  const parameters = { file: join(data.folder, asides()[0] ?? ''), kept: count }
  expect(notices).toMatchObject([
    { level: 'warning', error: { code: 'storage.moved-aside', parameters } }
  ])
}

it('starts clean beside what is no database at all, and says where that is', async () => {
  writeFileSync(file(), 'x'.repeat(40_000))
  await open(async (storage) => {
    movedAside(storage.notices, 0)
    expect(await kept(storage)).toEqual([])
    await keepScript(storage.journal, 'new', scriptOf(9))
  })
  expect(asides()).toHaveLength(1)
  await open(async (storage) => {
    expect(storage.notices).toEqual([])
    expect(await kept(storage)).toEqual(['new'])
  })
})

it('takes every whole session over from a file whose end is lost', async () => {
  uncleanly(() => undefined)
  truncateSync(file(), 40_960)
  await open(async (storage) => {
    const sessions = await kept(storage)
    movedAside(storage.notices, sessions.length)
    for (const session of sessions) {
      const seed = ['one', 'two', 'three'].indexOf(session)
      expect(wrongIn(await storage.journal.read(session, 0), scriptOf(seed))).toBeNull()
    }
  })
})

it('takes nothing of a session that lost an event, and all of the others', async () => {
  uncleanly((database) => {
    database.exec("DELETE FROM events WHERE session = 'two' AND seq = 17")
  })
  await open(async (storage) => {
    movedAside(storage.notices, 2)
    expect(await kept(storage)).toEqual(['one', 'three'])
    expect(wrongIn(await storage.journal.read('three', 0), scriptOf(2))).toBeNull()
  })
})

it('keeps of an unfinished session what precedes the first damaged event', async () => {
  uncleanly((database) => {
    const last = scriptOf(1).length
    database.exec(`DELETE FROM events WHERE session = 'two' AND seq = ${last}`)
    database.exec(`UPDATE sessions SET last_seq = ${last - 1} WHERE id = 'two'`)
    database.exec(unended('two'))
    database.exec("UPDATE events SET data = replace(data, 'offset', 'offsex') WHERE seq = 30")
  })
  await open(async (storage) => {
    movedAside(storage.notices, 1)
    expect(await kept(storage)).toEqual(['two'])
    const events = await storage.journal.read('two', 0)
    expect(events).toHaveLength(30)
    expect(wrongIn(events, scriptOf(1))).toBeNull()
  })
})

it('tells of a damaged event when it is read, and salvages at the next start', async () => {
  change((database) => {
    database.exec("UPDATE events SET wall_time = wall_time + 1 WHERE session = 'one' AND seq = 9")
  })
  await open(async (storage) => {
    expect(storage.notices).toEqual([])
    const reading = storage.journal.read('one', 0)
    await expect(reading).rejects.toMatchObject({
      code: 'storage.corrupt',
      parameters: { file: file() }
    })
    expect(await storage.journal.read('two', 0)).toHaveLength(scriptOf(1).length)
  })
  await open(async (storage) => {
    movedAside(storage.notices, 2)
    expect(await kept(storage)).toEqual(['three', 'two'])
  })
})

it('changes nothing of a damaged file that it only reads', async () => {
  change((database) => void database.exec("UPDATE events SET crc32 = 1 WHERE session = 'one'"))
  const reading = open(({ journal }) => journal.read('one', 0), true)
  await expect(reading).rejects.toMatchObject({ code: 'storage.corrupt' })
  await open(({ notices }) => Promise.resolve(expect(notices).toEqual([])))
})

it('finishes a salvage that a crash cut off before its last step', async () => {
  const aside = join(data.folder, 'journal.corrupt-2026-11-21T06-30-00Z.sqlite')
  const mark = JSON.stringify({ file: aside, kept: 3 })
  change((database) => database.exec(`INSERT INTO meta VALUES ('aside', '${mark}')`))
  renameSync(file(), join(data.folder, 'journal.growing.sqlite'))
  writeFileSync(aside, 'the damaged one')
  writeFileSync(`${file()}-wal`, 'of the damaged one')
  await open(async (storage) => {
    movedAside(storage.notices, 3)
    expect(await kept(storage)).toEqual(['one', 'three', 'two'])
  })
  expect(readdirSync(data.folder)).toContain('journal.corrupt-2026-11-21T06-30-00Z.sqlite-wal')
})

it('starts a salvage again that a crash cut off before the clean file was complete', async () => {
  writeFileSync(join(data.folder, 'journal.growing.sqlite'), 'half')
  await open(async (storage) => {
    expect(storage.notices).toEqual([])
    expect(await kept(storage)).toEqual(['one', 'three', 'two'])
  })
  expect(readdirSync(data.folder)).not.toContain('journal.growing.sqlite')
})

it('does not take a database that lost its content for a new one', async () => {
  truncateSync(file(), 0)
  writeFileSync(`${file()}-wal`, 'x'.repeat(5_000))
  await open(async (storage) => {
    movedAside(storage.notices, 0)
    expect(await kept(storage)).toEqual([])
  })
})
