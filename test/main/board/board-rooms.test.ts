import { copyFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { roomMethod } from '../../../main/analysts/desk/scheme/room'
import { voterRoles } from '../../../main/analysts/desk/scheme/voters'
import { boardFigures } from '../../../main/board/board-figures'
import { compose, type WarRoom } from '../../../main/compose'
import { computeFacts } from '../../../main/evidence/compute-facts'
import { lateFacts } from '../../../main/evidence/record/late-facts'
import { silentLog } from '../../../main/kernel/log'
import type { Fact } from '../../../preload/contract/facts'
import type { RouteInput, RouteName, RouteOutput } from '../../../preload/contract/routes'
import type { SessionState } from '../../../preload/contract/session-state'
import { evidenceOf, runDesk } from '../../support/desk-room'
import { checkLeaks } from '../../support/leaks'
import { makeSeries, seriesShapes } from '../../support/series'
import { toCsv } from '../../support/series-csv'
import { sp500File } from '../../support/sp500-bars'
import { fileFolder, type FileFolder } from './board-files'

checkLeaks()

let files: FileFolder
let room: WarRoom
beforeEach(async () => {
  files = fileFolder()
  room = await compose({
    info: { version: '0.0.0', electron: '', chrome: '', node: '', platform: 'test' },
    mainFolder: resolve('out/main'),
    dataFolder: join(files.folder, 'data'),
    settingsFile: join(files.folder, 'settings.json'),
    settings: { paceCharactersPerSecond: 0 },
    language: 'en',
    stream: false,
    log: silentLog,
    onFault: (where, error) => {
      throw new Error(where, { cause: error })
    }
  })
})
afterEach(async () => {
  await room.close()
  files.remove()
})

const principal = 'window:1'
let keys = 0
const call = async <R extends RouteName>(
  route: R,
  input: RouteInput<R>
): Promise<RouteOutput<R>> => {
  const key = `key-${(keys += 1)}`
  const result = await room.dispatcher.dispatch({ route, input, key }, { principal, window: null })
  if (!result.ok) throw new Error(`${route}: ${result.error.message}`)
  return result.value as RouteOutput<R>
}

/** A room on a subject of the board, to its end. */
const roomOn = async (id: string, asOf: string | null): Promise<SessionState> => {
  const { name, sha256 } = await call('board.open', { id })
  const { session } = await call('session.start', {
    ...{
      subject: { name, sha256 },
      benchmark: null,
      notes: [],
      fundamentals: null,
      asOf,
      mode: 'god',
      roles: []
    },
    ...{ prompt: '', language: 'en', mandate: null, marketContext: '' }
  })
  return room.registry.ended(session)
}

const factOf = ({ facts }: Pick<SessionState, 'facts'>, metric: string): unknown =>
  facts.find((fact) => fact.metric === metric)?.value ?? null

describe('a row is what a room opened on its file says', () => {
  it('of every kind of series, to its end and on a past day', async () => {
    const paths = seriesShapes.map((shape) => files.series(`${shape}.csv`, { shape, seed: 5 }))
    await call('board.add', { paths })
    for (const asOf of [null, '2006-05-20']) {
      const { rows } = await call('board.run', { asOf })
      expect(rows).toHaveLength(paths.length)
      for (const { id, figures, error } of rows) {
        const state = await roomOn(id, asOf)
        expect([state.status, error]).toEqual(['completed', null])
        const { summary } = state
        expect(figures).toMatchObject({
          ...{ asOf: state.asOf, stance: summary?.stance, p: summary?.p, margin: summary?.margin },
          close: factOf(state, 'price.close'),
          change: factOf(state, 'return.1d'),
          z: factOf(state, 'z.1d'),
          volatilityPercentile: factOf(state, 'percentile.volatility'),
          flags: summary?.flags?.map(({ metric, blocking }) => ({ metric, blocking }))
        })
      }
    }
  })

  it('with the record that the room would be given, due forecasts scored first', async () => {
    const path = join(files.folder, 'sp500.csv')
    copyFileSync(sp500File, path)
    const { added } = await call('board.add', { paths: [path] })
    const id = added[0] ?? ''
    await roomOn(id, '2008-09-12')
    const { rows } = await call('board.run', { asOf: '2008-10-10' })
    const { records } = await call('forecast.record', { subject: 'sp500.csv' })
    expect(records.find(({ role }) => role === 'room')).toMatchObject({ scored: 1, open: 0 })
    const { summary } = await roomOn(id, '2008-10-10')
    expect(summary?.record).toMatchObject({ n: 1 })
    const { stance, p, margin } = summary ?? {}
    expect(rows[0]?.figures).toMatchObject({ stance, p, margin })
  })
})

/** What a room has on record on its subject, behind its facts. */
const withRecord = (facts: readonly Fact[], record: Record<string, number | string>): Fact[] => [
  ...facts,
  ...lateFacts(
    facts,
    Object.entries(record).map(([metric, value]) => ({
      ...{ metric, value, from: '2003-01-02', to: '2004-01-02', formula: 'test' },
      unit: 'number' as const
    }))
  )
]

describe('a record that has earned strong stances', () => {
  const strong = {
    ...{ 'record.n': 40, 'record.brier': 0.2, 'record.brier.se': 0.02 },
    'record.method': roomMethod(voterRoles)
  }
  const seeds = Array.from({ length: 16 }, (_, seed) => seed)

  it('makes a row strong wherever it makes the room so, with the same margin', async () => {
    let strongRows = 0
    for (const seed of seeds) {
      const prices = toCsv(makeSeries({ shape: 'trending', seed, bars: 700 }))
      const { facts, asOf } = computeFacts({ subject: 'Test', evidence: evidenceOf({ prices }) })
      for (const known of [facts, withRecord(facts, strong)]) {
        const { summary } = await runDesk(known)
        const { stance, p, margin } = summary
        expect(boardFigures({ asOfAsked: null, asOf, facts: known })).toMatchObject({
          ...{ stance, p, margin }
        })
        if (stance.startsWith('strong')) strongRows += 1
      }
    }
    expect(strongRows).toBeGreaterThan(0)
  })
})

it('is kept beside the settings, and read by the next run of the program', async () => {
  await call('board.add', { paths: [files.series('a.csv', { shape: 'short', seed: 1 })] })
  const kept = JSON.parse(readFileSync(join(files.folder, 'board.json'), 'utf8')) as unknown
  expect(kept).toEqual({ version: 1, paths: [join(files.folder, 'a.csv')] })
})
