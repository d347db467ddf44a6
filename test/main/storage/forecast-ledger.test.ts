import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ForecastQuery } from '../../../main/engine/ports'
import type { ForecastOutcome, KeptForecast } from '../../../main/evidence/record/kept-forecast'
import type { Storage } from '../../../main/storage/storage'
import { filingScript, type FilingScript } from '../../support/forecast-script'
import { keepScript } from '../../support/journal-keep'
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
const atMs = 1_700_000_000_000
const file = ({ journal }: Storage, session: string, script: FilingScript = {}, wallMs = atMs) =>
  keepScript(journal, session, filingScript(script), wallMs)

const outcome = (change: number): ForecastOutcome => ({
  ...{ return: change, hit: change > 0.007, date: '2008-10-10', brier: 0.2704 }
})
const score = ({ ledger }: Storage, forecasts: readonly KeptForecast[], change = -0.28) =>
  ledger.settle(
    forecasts.map((key) => ({
      ...{ key, scoring: { kind: 'scored', outcome: outcome(change) }, atMs: atMs + 99 }
    }))
  )

it('has a forecast on record with its event, with all that it saw and who made it', () =>
  use(async (storage) => {
    await file(storage, 'one', { model: 'm1', method: 'model/1: stated' })
    const forecast = {
      ...{ subject: 'S&P 500', asOf: '2008-09-12', session: 'one', method: 'model/1: stated' },
      ...{ p: 0.52, event: 'return.20d > forecast.median.20d', median: 0.007, due: '2008-10-10' },
      ...{ close: 1_251.7, basis: 'total', range: { low: -0.08, high: 0.06 } },
      ...{ outcome: null, scoredAt: null, restatedAt: null }
    }
    expect(await storage.ledger.find(everything)).toEqual([
      { ...forecast, seq: 5, filedAt: atMs + 4, role: 'quant', provider: 'local', model: 'm1' },
      { ...forecast, seq: 6, filedAt: atMs + 5, role: 'room', provider: null, model: null }
    ])
  }))

it('has the desk as who made it where it read for a role that a model answered', () =>
  use(async (storage) => {
    await file(storage, 'one', { model: 'm1' })
    const [forecast] = await storage.ledger.find(everything)
    expect(forecast).toMatchObject({ role: 'quant', provider: null, model: null })
  }))

it('sees at once what a session files, in whatever batches it came', () =>
  use(async (storage) => {
    const script = filingScript({ ended: false })
    for (const [index, { type, data }] of script.entries()) {
      const envelope = { session: 'slow', epoch: 1, atMs: index, wallTime: atMs + index }
      const kept = storage.journal.append({ ...envelope, type, data: data as never })
      await kept.durable
    }
    const found = await storage.ledger.find({ ...everything, subject: 'S&P 500' })
    expect(found.map(({ role, close }) => [role, close])).toEqual([
      ...[
        ['quant', 1_251.7],
        ['room', 1_251.7]
      ]
    ])
    await keepScript(storage.journal, 'cut', filingScript().slice(0, 4))
    expect(await storage.ledger.find(everything)).toHaveLength(2)
  }))

it('finds by subject, state and dates, an outcome by its own date', () =>
  use(async (storage) => {
    await file(storage, 'a', { roles: [], asOf: '2008-09-12' })
    await file(storage, 'b', { roles: [], asOf: '2008-10-10' })
    await file(storage, 'c', { roles: [], subject: 'TWII' })
    const found = async (query: Partial<ForecastQuery>): Promise<string[]> =>
      (await storage.ledger.find({ ...everything, ...query })).map(({ session }) => session)
    await score(storage, await storage.ledger.find({ ...everything, until: '2008-09-12' }))
    expect(await found({ subject: 'S&P 500' })).toEqual(['a', 'b'])
    expect(await found({ state: 'open' })).toEqual(['b'])
    expect(await found({ state: 'scored' })).toEqual(['a', 'c'])
    expect(await found({ after: '2008-09-12' })).toEqual(['b'])
    expect(await found({ state: 'scored', after: '2008-10-09' })).toEqual(['a', 'c'])
    expect(await found({ state: 'scored', until: '2008-10-09' })).toEqual([])
    expect(await found({ subject: "' OR 1=1 --" })).toEqual([])
  }))

it('keeps the first outcome and no other, and counts what was new', () =>
  use(async (storage) => {
    await file(storage, 'one')
    const open = await storage.ledger.find(everything)
    const restated = open.map((key) => ({
      ...{ key, scoring: { kind: 'restated' as const }, atMs: atMs + 50 }
    }))
    expect(await storage.ledger.settle(restated)).toBe(2)
    expect(await storage.ledger.records({ subject: null, until: null })).toMatchObject([
      ...[{ role: 'room', open: 0, restated: 1 }, { role: 'quant' }]
    ])
    expect(await score(storage, open, -0.28)).toBe(2)
    expect(await score(storage, open, 0.5)).toBe(0)
    expect(await storage.ledger.settle(restated)).toBe(0)
    expect(await score(storage, [{ ...(open[0] as KeptForecast), session: 'nobody' }])).toBe(0)
    const [first] = await storage.ledger.find(everything)
    expect(first).toMatchObject({ outcome: outcome(-0.28), scoredAt: atMs + 99, restatedAt: null })
  }))

it('makes the same records after a restart, and running twice doubles none', async () => {
  const records = await use(async (storage) => {
    await file(storage, 'one', { p: 0.52 })
    await file(storage, 'two', { p: 0.51 }, atMs + 40)
    await score(storage, await storage.ledger.find(everything))
    return storage.ledger.records({ subject: 'S&P 500', until: null })
  })
  expect(records).toMatchObject([
    { role: 'room', scored: 1, count: 1, coverage: 0 },
    { role: 'quant', scored: 1, count: 1 }
  ])
  const options = { subject: 'S&P 500', until: null }
  expect(await use(({ ledger }) => ledger.records(options))).toEqual(records)
  expect(await use(({ ledger }) => ledger.records(options), true)).toEqual(records)
})

it('keeps the record of a session that is deleted, until the subject is cleared', () =>
  use(async (storage) => {
    await file(storage, 'one')
    await file(storage, 'other', { subject: 'TWII' })
    await score(storage, await storage.ledger.find(everything))
    const before = await storage.ledger.find(everything)
    await storage.archive.remove(['one'], 5)
    await storage.archive.purge({ removedUntil: 5, startedBefore: null })
    expect(await storage.archive.find('one')).toBeNull()
    expect(await storage.ledger.find(everything)).toEqual(before)
    expect(await storage.ledger.clear('S&P 500')).toBe(2)
    expect(await storage.ledger.clear('S&P 500')).toBe(0)
    const left = await storage.ledger.find(everything)
    expect(left.map(({ subject }) => subject)).toEqual(['TWII', 'TWII'])
  }))

it('is read beside another writer, and changed by nobody who only reads', async () => {
  await use((storage) => file(storage, 'one'))
  await use(async ({ ledger }) => {
    const [first] = await ledger.find(everything)
    expect(first?.role).toBe('quant')
    const refusal = { code: 'storage.read-only', parameters: { folder: data.folder } }
    await expect(ledger.clear('S&P 500')).rejects.toMatchObject(refusal)
    await expect(ledger.settle([])).rejects.toMatchObject(refusal)
  }, true)
})

it('has nothing in a folder without a journal', () =>
  use(async ({ ledger }) => {
    expect(await ledger.find(everything)).toEqual([])
    expect(await ledger.records({ subject: null, until: null })).toEqual([])
  }, true))
