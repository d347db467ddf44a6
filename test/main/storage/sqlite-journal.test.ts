import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { EventMap, EventType } from '../../../preload/contract/events'
import type { EventDraft } from '../../../main/engine/ports'
import type { Storage } from '../../../main/storage/storage'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { startedData } from '../../support/journal-script'
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

const draft = <T extends EventType>(session: string, type: T, data: EventMap[T]): EventDraft => ({
  session,
  epoch: 1,
  atMs: 5,
  wallTime: 1_700_000_000_000,
  type,
  data
})
const started = (session: string): EventDraft => draft(session, 'session.started', startedData())
const said = (session: string, message: string): EventDraft =>
  draft(session, 'log.appended', { level: 'info', message })
const ended = (session: string): EventDraft =>
  draft(session, 'session.completed', { reason: 'done' })

it('numbers each session from 1 without a gap and gives back exactly what was appended', () =>
  use(async ({ journal }) => {
    const drafts = [started('a'), started('b'), said('a', '上漲 "1"\n'), said('b', ''), ended('a')]
    const seqs = drafts.map((each) => journal.append(each).seq)
    expect(seqs).toEqual([1, 1, 2, 2, 3])
    const kept = await journal.read('a', 0)
    const expected = [0, 2, 4].map((at, index) => ({ v: 1, ...drafts[at], seq: index + 1 }))
    expect(kept).toEqual(expected)
    expect(await journal.read('a', 2)).toEqual(expected.slice(2))
    expect(await journal.read('a', 3)).toEqual([])
    expect(await journal.read('nobody', 0)).toEqual([])
  }))

it('keeps what was appended, not what became of the object afterwards', () =>
  use(async ({ journal }) => {
    const event = draft('a', 'log.appended', { level: 'info', message: 'as it was' })
    journal.append(event)
    Object.assign(event.data, { message: 'changed' })
    expect((await journal.read('a', 0))[0]).toMatchObject({ data: { message: 'as it was' } })
  }))

it('resolves durable in the order of seq, a fact with all the typing before it', () =>
  use(async ({ journal }) => {
    const order: number[] = []
    const first = journal.append(started('a'))
    const typing = Array.from({ length: 20 }, (_, index) => journal.append(said('a', `${index}`)))
    const last = journal.append(ended('a'))
    const all = [first, ...typing, last]
    await Promise.all(all.map(({ seq, durable }) => durable.then(() => order.push(seq))))
    expect(order).toEqual(all.map(({ seq }) => seq))
  }))

it('shows another reader of the file every fact that is durable', () =>
  use(async ({ journal }) => {
    await journal.append(started('a')).durable
    await use(async (other) => {
      expect(await other.journal.read('a', 0)).toHaveLength(1)
      await journal.append(ended('a')).durable
      expect(await other.journal.read('a', 0)).toHaveLength(2)
    }, true)
  }))

it('reads page after page what is longer than one, while more is appended', () =>
  use(async ({ journal }) => {
    journal.append(started('a'))
    for (let count = 2; count <= 2_500; count += 1) journal.append(said('a', `${count}`))
    const reading = journal.read('a', 0)
    for (let count = 2_501; count <= 3_000; count += 1) journal.append(said('a', `${count}`))
    const seqs = (await reading).map(({ seq }) => seq)
    expect(seqs.length).toBeGreaterThanOrEqual(2_500)
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    expect(await journal.read('a', 0)).toHaveLength(3_000)
  }))

it('has everything on disk once closed, and takes nothing more', async () => {
  const late = await use(({ journal }) => {
    journal.append(started('a'))
    for (let count = 0; count < 200; count += 1) journal.append(said('a', `${count}`))
    journal.append(ended('a'))
    return Promise.resolve(journal)
  })
  expect(() => late.append(started('b'))).toThrow(/closed/)
  await use(async ({ journal, notices }) => {
    expect(await journal.read('a', 0)).toHaveLength(202)
    expect(notices).toEqual([])
  })
})

it('refuses a session that does not go on from its last event, and no other', () =>
  use(async ({ journal }) => {
    await journal.append(started('a')).durable
    await journal.append(ended('a')).durable
    const doubled = journal.append(started('a'))
    const other = journal.append(started('b'))
    await expect(doubled.durable).rejects.toMatchObject({ code: 'storage.io' })
    await other.durable
    expect(() => journal.append(said('a', 'late'))).toThrow(/cannot be used/)
    expect(await journal.read('a', 0)).toHaveLength(2)
  }))

it('keeps the data from other users of the machine', () =>
  use(async ({ journal }) => {
    await journal.append(started('a')).durable
    for (const name of ['journal.sqlite', 'journal.sqlite-wal', 'writer.lock']) {
      expect(statSync(join(data.folder, name)).mode & 0o077, name).toBe(0)
    }
  }))

it('counts what waits and what was committed, and how large the files are', () =>
  use(async ({ journal, meter }) => {
    const commits: { ms: number; events: number }[] = []
    meter.onCommit.on((commit) => commits.push(commit))
    journal.append(started('a'))
    const { durable } = journal.append(ended('a'))
    expect(meter.pendingEvents).toBe(2)
    await durable
    expect(meter.pendingEvents).toBe(0)
    expect(commits.map(({ events }) => events)).toEqual([2])
    expect(commits[0]?.ms).toBeGreaterThan(0)
    expect(meter.bytes).toBeGreaterThan(4_096)
  }))

it('fails the live sessions when its thread ends by itself, and goes on with later ones', () =>
  withStorage({ folder: data.folder, workerFile: build.dyingWorkerFile }, async ({ journal }) => {
    await journal.append(started('ended')).durable
    await journal.append(ended('ended')).durable
    await journal.append(started('live')).durable
    const lost = journal.append(said('live', 'the storage thread ends here'))
    await expect(lost.durable).rejects.toMatchObject({ code: 'storage.io' })
    expect(() => journal.append(said('live', 'on'))).toThrow(/ended/)
    await journal.append(started('later')).durable
    await journal.append(ended('later')).durable
    expect(await journal.read('later', 0)).toHaveLength(2)
    expect(await journal.read('ended', 0)).toHaveLength(2)
    const live = await journal.read('live', 0)
    expect(live.map(({ type }) => type)).toEqual(['session.started', 'session.failed'])
    expect(live[1]).toMatchObject({ epoch: 2, data: { error: { code: 'engine.interrupted' } } })
  }))

it('refuses every change when opened for reading, and finds nothing where nothing is', () =>
  use(async ({ journal, archive }) => {
    expect(await journal.read('a', 0)).toEqual([])
    expect(await archive.find('a')).toBeNull()
    const all = { text: '', stance: null, end: null, asOf: { from: null, to: null } }
    expect(await archive.list(all)).toEqual([])
    expect(() => journal.append(started('a'))).toThrow(/reading only/)
    await expect(archive.remove(['a'], 0)).rejects.toMatchObject({ code: 'storage.read-only' })
  }, true))
