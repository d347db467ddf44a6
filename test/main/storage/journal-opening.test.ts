import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../../main/kernel/hash'
import { openForWriting, valueIn } from '../../../main/storage/journal-database'
import { journalVersion } from '../../../main/storage/journal-schema'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { JournalProcess, killJournalProcesses } from '../../support/journal-process'
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
afterEach(() => {
  killJournalProcesses()
  data.remove()
})

const open = <T>(use: Parameters<typeof withStorage<T>>[1]): Promise<T> =>
  withStorage({ folder: data.folder, workerFile: build.workerFile }, use)
const nothing = (): Promise<void> => Promise.resolve()
const holder = (sessions: { session: string; seed: number }[] = []): JournalProcess =>
  new JournalProcess(build.childFile, {
    folder: data.folder,
    workerFile: build.workerFile,
    sessions
  })
const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(data.folder).map((name) => {
      return [name, sha256(readFileSync(join(data.folder, name)))]
    })
  )

it('refuses a second process on the folder, naming it, and changes nothing', async () => {
  const first = holder()
  await first.said(1)
  const before = contents()
  await expect(open(nothing)).rejects.toMatchObject({
    code: 'storage.locked',
    parameters: { folder: data.folder }
  })
  expect(contents()).toEqual(before)
  const second = holder()
  await second.ended()
  expect(second.lines[0]).toContain('storage.locked')
  await first.kill()
})

it('refuses a second writer in the same process, and the first stays the owner', () =>
  open(async () => {
    await expect(open(nothing)).rejects.toMatchObject({ code: 'storage.locked' })
    const other = holder()
    await other.ended()
    expect(other.lines[0]).toContain('storage.locked')
  }))

it('has the folder back at once after its owner was killed', async () => {
  const first = holder()
  await first.said(1)
  await first.kill()
  await open(({ notices }) => {
    expect(notices).toEqual([])
    return Promise.resolve()
  })
})

it('leaves a journal of a later program untouched and names both versions', async () => {
  await open(nothing)
  const file = join(data.folder, 'journal.sqlite')
  const database = openForWriting(file)
  const version = journalVersion + 1
  database.exec(`PRAGMA user_version = ${version}`)
  database.close()
  const before = contents()
  const refusal = {
    code: 'storage.newer',
    parameters: { file, version, supported: journalVersion }
  }
  await expect(open(nothing)).rejects.toMatchObject(refusal)
  const reading = withStorage(
    { folder: data.folder, workerFile: build.workerFile, readOnly: true },
    ({ journal }) => journal.read('a', 0)
  )
  await expect(reading).rejects.toMatchObject(refusal)
  const { 'journal.sqlite': after } = contents()
  expect(after).toBe(before['journal.sqlite'])
})

it('makes the tables of its version in a folder that was never used', async () => {
  await open(nothing)
  const sql = 'SELECT user_version AS value FROM pragma_user_version'
  expect(valueIn(join(data.folder, 'journal.sqlite'), sql)).toBe(journalVersion)
})

it('opens a folder whose first opening was killed before anything was written', async () => {
  await open(nothing)
  const empty = join(data.folder, 'empty')
  new DatabaseSync(empty).close()
  copyFileSync(empty, join(data.folder, 'journal.sqlite'))
  await open(({ notices }) => {
    expect(notices).toEqual([])
    return Promise.resolve()
  })
})

it('ends what a crash cut off, in a new epoch, and keeps all that was before', async () => {
  const child = holder([{ session: 'cut', seed: 3 }])
  await child.said(40)
  await child.kill()
  const before = await withStorage(
    { folder: data.folder, workerFile: build.workerFile, readOnly: true },
    ({ journal }) => journal.read('cut', 0)
  )
  const after = await open(async ({ journal, archive, notices }) => {
    expect(notices).toEqual([])
    const listing = await archive.find('cut')
    expect(listing?.terminal).toMatchObject({ type: 'session.failed' })
    return journal.read('cut', 0)
  })
  const last = before.at(-1)
  expect(after.slice(0, -1)).toEqual(before)
  expect(after.at(-1)).toMatchObject({
    seq: before.length + 1,
    epoch: 2,
    atMs: last?.atMs,
    type: 'session.failed',
    data: { error: { code: 'engine.interrupted', retryable: false } }
  })
  // Once is enough: the next start finds it ended.
  await open(async ({ journal }) => expect(await journal.read('cut', 0)).toEqual(after))
})
