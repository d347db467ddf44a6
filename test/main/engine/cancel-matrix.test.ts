import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import { seededRandom } from '../../../main/kernel/random'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { checkLeaks } from '../../support/leaks'
import { startSseServer } from '../../support/sse-server'
import {
  allSocketsClose,
  closeCancelRoom,
  expectOneEnd,
  midStream,
  moments,
  openCancelRoom,
  streamingPlan,
  until,
  type RoomJournal
} from './cancel-room'
import { triggers } from './cancel-triggers'

checkLeaks()

/** R6: every way to cancel × every moment, with model sockets that are watched while it happens. */

const seededJournal = (seed: number): RoomJournal => {
  const random = seededRandom(seed)
  const journal = new MemoryJournal({ durableDelayMs: () => random() * 20 })
  return { journal, reopen: (session) => journal.read(session, 0) }
}

const unhandled: unknown[] = []
const remember = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', remember))
afterAll(() => {
  process.off('unhandledRejection', remember)
  expect(unhandled).toEqual([])
})

describe.each(moments)('a session cancelled $name', (moment) => {
  it.each(triggers)('by $name has one end, no later event, no open socket', async (trigger) => {
    const room = await openCancelRoom(moment, seededJournal(42))
    await moment.ready(room)
    const ended = room.registry.ended(room.session)
    const sockets = allSocketsClose(moment, [trigger.reason])
    await trigger.pull(room)
    if (sockets) expect(await room.upstream.idle()).toBeLessThanOrEqual(performance.now())
    const state = await ended
    await expectOneEnd(room, state, [trigger.reason])
    const before = room.upstream.tokensSent
    const length = room.events.length
    await new Promise((resolve) => setTimeout(resolve, 40))
    if (sockets) expect(room.upstream.tokensSent).toBe(before)
    expect(room.events).toHaveLength(length)
    await closeCancelRoom(room)
  })

  it.each(triggers)('by $name twice and by another way at once ends as by one', async (trigger) => {
    const room = await openCancelRoom(moment, seededJournal(43))
    await moment.ready(room)
    const ended = room.registry.ended(room.session)
    const other = triggers[(triggers.indexOf(trigger) + 1) % triggers.length] ?? trigger
    await Promise.all([trigger.pull(room), trigger.pull(room), other.pull(room)])
    await expectOneEnd(room, await ended, [trigger.reason, other.reason])
    await trigger.pull(room).catch((error: unknown) => {
      // Where its window closed meanwhile, nothing is left to cancel.
      expect(String(error)).toMatch(/session\.(not-found|forbidden)|There is no session/)
    })
    await closeCancelRoom(room)
  })
})

it('resolves a cancel only when the model sockets are closed and the end is durable', async () => {
  const room = await openCancelRoom(midStream, seededJournal(44))
  await midStream.ready(room)
  const ended = room.registry.ended(room.session)
  expect(await room.registry.cancel(room.session, 'user')).toBe('cancelled')
  const state = await ended
  expect(room.events.at(-1)?.type).toBe('session.cancelled')
  expect(state.roles.every(({ status }) => status === 'cancelled')).toBe(true)
  expect(state.stages[0]?.status).toBe('cancelled')
  await room.upstream.idle()
  await closeCancelRoom(room)
})

it('stops one role and leaves the others, the stages and the summary to go on', async () => {
  const upstream = await startSseServer({ tokenEveryMs: 1, tokens: 200 })
  const journal = new MemoryJournal()
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
  const { session } = registry.start(streamingPlan(upstream.url), 'window:1')
  const state = (): SessionState | undefined => registry.feed(session)?.state()
  await until(() => state()?.roles.filter(({ text }) => text.length > 50).length === 6)
  expect(await registry.cancelRole(session, 'b')).toBe(true)
  expect(await registry.cancelRole(session, 'nobody')).toBe(false)
  const end = await registry.ended(session)
  expect(end.status).toBe('completed')
  expect(end.roles.map(({ status }) => status)).toEqual(['ok', 'cancelled', 'ok', 'ok', 'ok', 'ok'])
  expect(await registry.cancelRole(session, 'a')).toBe(false)
  await upstream.close()
})
