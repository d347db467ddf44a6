import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { ForecastQuery } from '../../../main/engine/ports'
import { sinceFindings } from '../../../main/evidence/record/since-findings'
import type { Storage } from '../../../main/storage/storage'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { checkLeaks } from '../../support/leaks'
import { method, recordRoom, type RecordRoom } from '../../support/record-room'
import { sp500Bars, sp500File } from '../../support/sp500-bars'
import { plainCsv, toCsv } from '../../support/series-csv'

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

const bytes = readFileSync(sp500File)
const everything: ForecastQuery = { subject: null, state: null, after: null, until: null }
const use = (work: (room: RecordRoom, storage: Storage) => Promise<void>): Promise<void> =>
  withStorage({ folder: data.folder, workerFile: build.workerFile }, (storage) =>
    work(recordRoom(storage), storage)
  )
const late = ({ facts }: SessionState): Record<string, number | string> =>
  Object.fromEntries(
    facts
      .filter(({ metric }) => /^(record|since)\./.test(metric))
      .map(({ metric, value }) => [metric, value])
  )

it('scores a forecast by the 20th session after it, and gives the record to the same run', () =>
  use(async (room, { ledger }) => {
    const first = await room.run(bytes, '2008-09-12')
    expect(late(first)).toEqual({ 'record.n': 0 })
    const second = await room.run(bytes, '2008-10-10')
    // The closes of the file: 1251.70 on 2008-09-12, 899.22 on 2008-10-10.
    const fall = 899.22 / 1251.7 - 1
    const p = first.summary?.p ?? NaN
    expect(late(second)).toMatchObject({
      ...{ 'record.n': 1, 'record.scored': 1, 'record.open': 0, 'record.method': method },
      ...{ 'record.ranges': 1, 'record.coverage': 0, 'record.brier': p * p },
      ...{ 'since.asof': '2008-09-12', 'since.stance': 'hold', 'since.p': p },
      ...{ 'since.due.n': 1, 'since.due.hits': 0, 'since.due.hit': 'no' },
      'since.due.date': '2008-10-10'
    })
    expect(late(second)['since.due.return']).toBeCloseTo(fall, 4)
    expect(late(second)['since.change']).toBe(late(second)['since.due.return'])
    expect(late(second)).not.toHaveProperty('record.brier.se')
    const [scored] = await ledger.find({ ...everything, state: 'scored' })
    expect(scored).toMatchObject({ asOf: '2008-09-12', outcome: { date: '2008-10-10' } })
    expect(room.faults).toEqual([])
  }))

it('scores nothing a session too early, and a run on the past knows nothing of what is scored', () =>
  use(async (room) => {
    await room.run(bytes, '2008-09-12')
    const early = await room.run(bytes, '2008-10-09')
    expect(late(early)).toMatchObject({ 'record.n': 0, 'record.open': 1, 'since.due.n': 0 })
    await room.run(bytes, '2009-06-01')
    const past = late(await room.run(bytes, '2008-10-08'))
    expect(past).toMatchObject({ 'record.n': 0, 'record.open': 1, 'since.due.n': 0 })
    expect(past['since.asof']).toBe('2008-09-12')
    const now = late(await room.run(bytes, '2009-06-02'))
    // The other two were made within the 20 sessions of the first.
    expect(now).toMatchObject({ 'record.scored': 3, 'record.n': 1, 'since.asof': '2009-06-01' })
  }))

it('says what crossed a line since the last run, by the facts of both', () =>
  use(async (room) => {
    const first = await room.run(bytes, '2008-08-29')
    const second = await room.run(bytes, '2008-10-10')
    const findings = sinceFindings(second.facts)
    const cited = findings.map(({ fact }) => second.facts.find(({ id }) => id === fact)?.metric)
    expect(Object.fromEntries(findings.map((each, index) => [cited[index], each]))).toMatchObject({
      'since.cross.sma.20': { from: 'above', to: 'below' },
      'since.cross.sma.50': { from: 'above', to: 'below' },
      'since.cross.rsi': { to: 'rsi.0-30' },
      'since.cross.macd': { to: 'negative' },
      'since.cross.volatility': { from: 'volatility.under-90', to: 'volatility.over-90' },
      'since.cross.drawdown': { from: 'drawdown.10-20', to: 'drawdown.30-50' },
      'since.extreme.low': { side: 'low', bars: 252, date: '2008-10-10' }
    })
    // Below its average of 200 sessions on both days.
    expect(late(second)).not.toHaveProperty('since.cross.sma.200')
    const ids = [...first.facts.map(({ id }) => id)]
    expect(new Set(ids).size).toBe(ids.length)
    const inputs = second.facts.find(({ metric }) => metric === 'since.cross.rsi')?.source
    const rsi = second.facts.find(({ metric }) => metric === 'rsi.14')?.id
    expect(inputs).toMatchObject({ kind: 'derived', inputs: [rsi] })
  }))

it('scores nothing by prices that are others now, until the file agrees again', () =>
  use(async (room, { ledger }) => {
    await room.run(bytes, '2008-09-12')
    const halved = sp500Bars().map((bar) => ({
      ...bar,
      ...{ open: bar.open / 2, high: bar.high / 2, low: bar.low / 2, close: bar.close / 2 },
      adjusted: bar.close / 2
    }))
    const other = await room.run(toCsv(halved, plainCsv), '2008-10-10')
    expect(late(other)).toMatchObject({ 'record.n': 0, 'record.open': 0, 'record.restated': 1 })
    const right = await room.run(bytes, '2008-10-13')
    // What the halved file led to is the one that does not agree now.
    expect(late(right)).toMatchObject({ 'record.n': 1, 'record.open': 0, 'record.restated': 1 })
    expect(await ledger.find({ ...everything, state: 'scored' })).toHaveLength(1)
  }))

it('keeps subjects apart by their names', () =>
  use(async (room) => {
    await room.run(bytes, '2008-09-12')
    expect(late(await room.run(bytes, '2008-10-10', 'SPX'))).toEqual({ 'record.n': 0 })
  }))

it('leaves a session replayed from its events with all that its roles knew', () =>
  use(async (room, { journal, ledger }) => {
    await room.run(bytes, '2008-09-12')
    const { session, facts } = await room.run(bytes, '2008-10-10')
    await ledger.clear('S&P 500')
    const replayed = reduceEvents(session, await journal.read(session, 0))
    expect(replayed.facts).toEqual(facts)
    expect(late(replayed)).toMatchObject({ 'record.n': 1 })
  }))

it('gives no record of a method that is no longer in use', () =>
  use(async (room, storage) => {
    await room.run(bytes, '2008-09-12')
    const next = recordRoom(storage, { methods: ['test/2'] })
    const state = await next.run(bytes, '2008-10-10')
    // What the other room had said came due all the same.
    expect(late(state)).toMatchObject({ 'record.n': 0, 'since.due.n': 1 })
    const any = await recordRoom(storage, { methods: null }).run(bytes, '2008-10-13')
    expect(late(any)).toMatchObject({ 'record.n': 1, 'record.method': method })
  }))

it('goes on without a record that cannot be read, and tells why', () =>
  use(async (_room, storage) => {
    const { ledger } = storage
    const broken = new Error('the record cannot be read')
    const failing = recordRoom(storage, {
      ledger: {
        find: (query) => ledger.find(query),
        settle: (verdicts) => ledger.settle(verdicts),
        clear: (subject) => ledger.clear(subject),
        records: () => Promise.reject(broken)
      }
    })
    const state = await failing.run(bytes, '2008-09-12')
    expect(state.end?.type).toBe('session.completed')
    expect(late(state)).toEqual({})
    expect(state.facts.length).toBeGreaterThan(50)
    expect(failing.faults).toEqual([broken])
  }))
