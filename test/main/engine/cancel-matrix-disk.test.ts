import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { systemClock } from '../../../main/kernel/clock'
import { silentLog } from '../../../main/kernel/log'
import { openStorage, type Storage } from '../../../main/storage/storage'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { dataFolder, withStorage } from '../../support/journal-folder'
import { checkLeaks } from '../../support/leaks'
import { planOf, roleLane, writing } from '../../support/plans'
import { sseAnalyst } from '../../support/sse-analyst'
import {
  expectOneEnd,
  moments,
  openCancelRoom,
  until,
  type CancelRoom,
  type Moment
} from './cancel-room'
import { everySession } from './memory-archive'
import { triggers } from './cancel-triggers'

checkLeaks()

/** R6 on a real disk: what readers saw is what is found in the file when it is opened again. */

let build: JournalBuild
beforeAll(async () => {
  build = await buildJournal()
})
afterAll(() => build.remove())

const unhandled: unknown[] = []
const remember = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', remember))
afterAll(() => {
  process.off('unhandledRejection', remember)
  expect(unhandled).toEqual([])
})

const { folder, remove } = dataFolder()
let storage: Storage
/** What readers saw of each session that was cancelled. */
const seen = new Map<string, AnyEnvelope[]>()
beforeAll(async () => {
  const { workerFile } = build
  storage = await openStorage({ folder, workerFile, clock: systemClock, log: silentLog })
})
afterAll(async () => {
  await storage.close()
  remove()
})

const open = (moment: Moment): Promise<CancelRoom> => {
  const { journal } = storage
  return openCancelRoom(moment, { journal, reopen: (session) => journal.read(session, 0) })
}

const storing: Moment = {
  name: 'while its facts are being stored',
  plan: (url) =>
    planOf({
      one: ['a', 'b', 'c'].map((role) => roleLane(role, writing('x', 'y'))),
      two: [roleLane('d', sseAnalyst(url))]
    }),
  ready: async () => undefined
}

describe.each([...moments, storing])('a session on disk cancelled $name', (moment) => {
  it.each(triggers)('by $name has one end, and nothing after it', async (trigger) => {
    const room = await open(moment)
    if (moment === storing) await until(() => storage.meter.pendingEvents > 0)
    else await moment.ready(room)
    const ended = room.registry.ended(room.session)
    await Promise.all([trigger.pull(room), trigger.pull(room)])
    const state = await ended
    await expectOneEnd(room, state, [trigger.reason])
    expect((await storage.archive.find(room.session))?.terminal).toEqual(state.end)
    seen.set(room.session, room.events)
    await room.registry.shutdown()
    await room.upstream.close()
  })
})

it('finds each of them in the file as its readers saw it, and none of them running', async () => {
  await storage.close()
  expect(seen.size).toBe((moments.length + 1) * triggers.length)
  const { workerFile } = build
  await withStorage({ folder, workerFile }, async ({ journal, archive }) => {
    for (const [session, events] of seen) expect(await journal.read(session, 0)).toEqual(events)
    const running = await archive.list({ ...everySession, end: 'running' })
    const failed = await archive.list({ ...everySession, end: 'failed' })
    expect([...running, ...failed]).toEqual([])
  })
})
