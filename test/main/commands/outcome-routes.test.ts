import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { outcomeRoutes } from '../../../main/commands/outcome-routes'
import type { SessionRegistry } from '../../../main/engine/session-registry'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { checkLeaks } from '../../support/leaks'
import { registryOf, startDesk, taskWorkers } from '../../support/outcome-session'
import { MemoryArchive } from '../engine/memory-archive'
import { callerOf, codeOf, goodCsv, openRoom, requestOf, valueOf } from './route-fixture'

checkLeaks()

const owner = callerOf('window:1')

const routesOf = (sessions: SessionRegistry, evidence: EvidenceStore) =>
  outcomeRoutes({ sessions, evidence, workers: taskWorkers })['session.outcome']

/** A session on the S&P 500 as of a date, ended, in memory. */
const endedRoom = async (asOf: string | null = '2008-09-14') => {
  const archive = new MemoryArchive()
  const evidence = new EvidenceStore(null)
  const { sha256 } = await evidence.put('prices', 'sp500.csv', goodCsv)
  const { registry, session } = await startDesk(
    { journal: archive, archive },
    { bytes: goodCsv, asOf }
  )
  return { archive, evidence, sha256, registry, session, outcome: routesOf(registry, evidence) }
}

describe('an outcome', () => {
  it('is told to the window that holds the session and to those that watch it', async () => {
    const { registry, session, outcome } = await endedRoom()
    registry.watch(session, 'window:2')
    const told = await outcome({ session }, owner)
    expect(told).toMatchObject({ asOf: '2008-09-12', sessions: 20, known: 20 })
    expect(told.return).toBeCloseTo(899.219971 / 1251.699951 - 1, 12)
    expect(told.forecasts.map(({ role }) => role)).toContain('room')
    expect(await outcome({ session }, callerOf('window:2'))).toEqual(told)
    await registry.shutdown()
  })

  it('is refused to anybody else, though they know the id', async () => {
    const { registry, session, outcome } = await endedRoom()
    const stranger = callerOf('window:9')
    await expect(outcome({ session }, stranger)).rejects.toMatchObject({
      code: 'session.forbidden'
    })
    const nowhere = outcome({ session: 'nowhere' }, owner)
    await expect(nowhere).rejects.toMatchObject({ code: 'session.not-found' })
    await registry.shutdown()
  })

  it('is refused while the session runs', async () => {
    const room = openRoom()
    const { sha256 } = await room.evidence.put('prices', 'sp500.csv', goodCsv)
    const { session } = valueOf(await room.call('session.start', requestOf(sha256)))
    expect(codeOf(await room.call('session.outcome', { session }))).toBe('session.running')
    await room.registry.shutdown()
  })

  it('of a session that read its file to the end is that nothing came', async () => {
    const { registry, session, outcome } = await endedRoom(null)
    const told = await outcome({ session }, owner)
    expect(told).toMatchObject({ asOf: '2020-04-17', known: 0, return: null })
    await registry.shutdown()
  })

  it('of prices that are not kept any more is evidence.not-found, by their name', async () => {
    const { registry, session } = await endedRoom()
    const outcome = routesOf(registry, new EvidenceStore(null))
    await expect(outcome({ session }, owner)).rejects.toMatchObject({
      code: 'evidence.not-found',
      parameters: { file: 'sp500.csv' }
    })
    await registry.shutdown()
  })
})

describe('a kept session', () => {
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

  /** Every file of the folder that holds data, with the hash of its bytes. */
  const hashes = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(data.folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(data.folder, name)).isFile() && !/-shm$|lock/.test(name))
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(data.folder, name)))
            .digest('hex')
        ])
    )

  it('tells its outcome once it is opened again, and nothing of it or of the journal changes', () =>
    withStorage({ folder: data.folder, workerFile: build.workerFile }, async (storage) => {
      const evidence = new EvidenceStore(storage.evidence)
      await evidence.put('prices', 'sp500.csv', goodCsv)
      const started = await startDesk(storage, { bytes: goodCsv, asOf: '2008-09-14' })
      const { registry, session } = started
      await registry.release('window:1')

      const again = registryOf(storage)
      const outcome = routesOf(again, new EvidenceStore(storage.evidence))
      await expect(outcome({ session }, owner)).rejects.toMatchObject({ code: 'session.not-found' })
      await again.openPast(session, 'window:1')
      const before = { events: await storage.journal.read(session, 0), files: hashes() }
      expect(Object.keys(before.files).length).toBeGreaterThan(1)

      const told = await outcome({ session }, owner)
      expect(told).toMatchObject({ asOf: '2008-09-12', known: 20 })

      expect(await storage.journal.read(session, 0)).toEqual(before.events)
      expect(hashes()).toEqual(before.files)
      const state = again.feed(session)?.state()
      expect(state).toEqual(reduceEvents(session, before.events))
      // Nothing later than the as-of date is in what the page has of the session.
      expect(state?.facts.every(({ to }) => to <= '2008-09-12')).toBe(true)
    }))
})
