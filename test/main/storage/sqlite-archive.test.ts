import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { maximumListedSessions } from '../../../preload/contract/limits'
import type { EventMap } from '../../../preload/contract/events'
import type { SessionQuery } from '../../../preload/contract/sessions'
import type { Storage } from '../../../main/storage/storage'
import { everySession, keepScript } from '../../support/journal-keep'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { startedData, type ScriptedEvent } from '../../support/journal-script'
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

const use = <T>(work: (storage: Storage) => Promise<T>): Promise<T> =>
  withStorage({ folder: data.folder, workerFile: build.workerFile }, work)

const dayMs = 86_400_000
const firstMs = 1_700_000_000_000
const hash = (name: string): string => name.repeat(64)
const input = (name: string): EventMap['session.started']['inputs'][number] => ({
  kind: 'prices',
  name: `${name}.csv`,
  sha256: hash(name),
  bytes: 3
})

interface Kept {
  started?: Partial<EventMap['session.started']>
  asOf?: string
  stance?: string
  end?: ScriptedEvent | null
  day?: number
}

const done: ScriptedEvent = { type: 'session.completed', data: { reason: 'done' } }
const cancelled: ScriptedEvent = { type: 'session.cancelled', data: { reason: 'user' } }

const keep = (
  { journal }: Storage,
  session: string,
  { started = {}, asOf, stance, end = done, day = 0 }: Kept = {}
): Promise<void> => {
  const events: ScriptedEvent[] = [{ type: 'session.started', data: startedData(started) }]
  events.push({ type: 'log.appended', data: { level: 'info', message: 'typing' } })
  if (asOf !== undefined) events.push({ type: 'facts.added', data: { asOf, facts: [] } })
  if (stance !== undefined) events.push({ type: 'summary.completed', data: { stance } })
  if (end !== null) events.push(end)
  return keepScript(journal, session, events, firstMs + day * dayMs)
}

const found = async ({ archive }: Storage, query: Partial<SessionQuery> = {}): Promise<string[]> =>
  (await archive.list({ ...everySession, ...query })).map(({ session }) => session)

it('lists what a session was and how it ended, the newest first', () =>
  use(async (storage) => {
    await keep(storage, 'old', { asOf: '2008-09-12', stance: 'buy' })
    const subject = { id: '2330', name: '台積電' }
    await keep(storage, 'new', { started: { subject, language: 'zh-TW' }, end: null, day: 1 })
    expect(await storage.archive.list(everySession)).toEqual([
      {
        session: 'new',
        subject: '台積電',
        asOf: null,
        startedAt: firstMs + dayMs,
        language: 'zh-TW',
        stance: null,
        terminal: null,
        events: 1
      },
      {
        session: 'old',
        subject: 'S&P 500',
        asOf: '2008-09-12',
        startedAt: firstMs,
        language: 'en',
        stance: 'buy',
        terminal: { type: 'session.completed', atMs: 4 },
        events: 4
      }
    ])
    expect((await storage.archive.find('old'))?.subject).toBe('S&P 500')
    expect(await storage.archive.find('nobody')).toBeNull()
  }))

it('finds every word in subject, question or id, and takes each sign for itself', () =>
  use(async (storage) => {
    const subject = { id: 'TWII', name: '加權指數 Ｉｎｄｅｘ' }
    await keep(storage, 'aaa', { started: { subject, prompt: 'Is 50% near?' }, day: 2 })
    await keep(storage, 'bbb', { started: { prompt: 'ÜBER 5000_1' }, day: 1 })
    const search = (text: string): Promise<string[]> => found(storage, { text })
    expect(await search('')).toEqual(['aaa', 'bbb'])
    expect(await search('twii INDEX')).toEqual(['aaa'])
    expect(await search('指數 near')).toEqual(['aaa'])
    expect(await search('index over')).toEqual([])
    expect(await search('über')).toEqual(['bbb'])
    expect(await search('BBB')).toEqual(['bbb'])
    expect(await search('50%')).toEqual(['aaa'])
    expect(await search('%')).toEqual(['aaa'])
    expect(await search('_')).toEqual(['bbb'])
    expect(await search("' OR 1=1 --")).toEqual([])
  }))

it('filters by stance, by end and by as-of, both days included', () =>
  use(async (storage) => {
    await keep(storage, 'a', { asOf: '2008-09-12', stance: 'buy', day: 1 })
    await keep(storage, 'b', { asOf: '2008-09-15', stance: 'sell', end: cancelled, day: 2 })
    await keep(storage, 'c', { end: null, day: 3 })
    expect(await found(storage, { stance: 'sell' })).toEqual(['b'])
    expect(await found(storage, { end: 'completed' })).toEqual(['a'])
    expect(await found(storage, { end: 'cancelled' })).toEqual(['b'])
    expect(await found(storage, { end: 'failed' })).toEqual([])
    expect(await found(storage, { end: 'running' })).toEqual(['c'])
    const days = (from: string | null, to: string | null): Promise<string[]> =>
      found(storage, { asOf: { from, to } })
    expect(await days('2008-09-12', '2008-09-15')).toEqual(['b', 'a'])
    expect(await days('2008-09-13', null)).toEqual(['b'])
    expect(await days(null, '2008-09-12')).toEqual(['a'])
    expect(await found(storage, { text: 's&p', end: 'completed', stance: 'buy' })).toEqual(['a'])
  }))

it('lists no more than the newest of very many', () =>
  use(async (storage) => {
    const count = maximumListedSessions + 5
    for (let day = 0; day < count; day += 1) void keep(storage, `s${day}`, { day })
    const listed = await found(storage)
    expect(listed).toHaveLength(maximumListedSessions)
    expect(listed[0]).toBe(`s${count - 1}`)
  }))

it('takes ended sessions off the list and puts them back, but never one that runs', () =>
  use(async (storage) => {
    const { archive, journal } = storage
    await keep(storage, 'a')
    await keep(storage, 'runs', { end: null, day: 1 })
    expect(await archive.remove(['a', 'runs', 'nobody'], 5)).toEqual(['a'])
    expect(await archive.remove(['a'], 6)).toEqual([])
    expect(await found(storage)).toEqual(['runs'])
    expect(await archive.find('a')).toBeNull()
    expect(await archive.restore(['a', 'runs'])).toEqual(['a'])
    expect(await found(storage)).toEqual(['runs', 'a'])
    expect(await journal.read('a', 0)).toHaveLength(3)
  }))

it('purges what was removed until then, and with its age what ended', () =>
  use(async (storage) => {
    const { archive, journal } = storage
    for (const [day, session] of ['a', 'b', 'c'].entries()) await keep(storage, session, { day })
    await keep(storage, 'runs', { end: null })
    await archive.remove(['a'], 100)
    await archive.remove(['b'], 200)
    expect(await archive.purge({ removedUntil: 100, startedBefore: null })).toEqual(['a'])
    expect(await journal.read('a', 0)).toEqual([])
    expect(await archive.restore(['a', 'b'])).toEqual(['b'])
    const startedBefore = firstMs + 2 * dayMs
    expect(await archive.purge({ removedUntil: 0, startedBefore })).toEqual(['b'])
    expect(await found(storage)).toEqual(['c', 'runs'])
  }))

it('deletes with a session exactly the evidence that no other uses', () =>
  use(async (storage) => {
    const { archive, evidence } = storage
    const bytes = (name: string): Uint8Array => Buffer.from(name)
    const { createHash } = await import('node:crypto')
    const sha = (name: string): string => createHash('sha256').update(name).digest('hex')
    for (const name of ['only', 'both']) await evidence.put(sha(name), bytes(name))
    const used = (...names: string[]): EventMap['session.started']['inputs'] =>
      names.map((name) => ({ ...input('x'), sha256: sha(name) }))
    await keep(storage, 'a', { started: { inputs: used('only', 'both') } })
    await keep(storage, 'b', { started: { inputs: used('both') } })
    await archive.remove(['a'], 1)
    await archive.purge({ removedUntil: 1, startedBefore: null })
    expect(await evidence.get(sha('only'))).toBeNull()
    expect(await evidence.get(sha('both'))).toEqual(bytes('both'))
  }))

it('goes on keeping events while it purges', () =>
  use(async (storage) => {
    const { archive, journal } = storage
    for (let count = 0; count < 30; count += 1) await keep(storage, `old${count}`)
    const purging = archive.purge({ removedUntil: 0, startedBefore: firstMs + dayMs })
    await keep(storage, 'new', { day: 2 })
    expect(await purging).toHaveLength(30)
    expect(await journal.read('new', 0)).toHaveLength(3)
  }))
