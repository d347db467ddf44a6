import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import type { SessionState } from '../../../preload/contract/session-state'
import type { CancelReason } from '../../../preload/contract/words'
import { systemClock } from '../../../main/kernel/clock'
import { seededRandom } from '../../../main/kernel/random'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { checkLeaks } from '../../support/leaks'
import { planOf, roleLane, writing } from '../../support/plans'
import { sseAnalyst } from '../../support/sse-analyst'
import { startSseServer, type SseServer, type SseServerOptions } from '../../support/sse-server'

checkLeaks()

/** R6: every way to cancel × every moment, with model sockets that are watched while it happens. */

const roles = ['a', 'b', 'c', 'd', 'e', 'f']
const terminal = /^session\.(completed|cancelled|failed)$/

interface Room {
  registry: SessionRegistry
  journal: MemoryJournal
  session: string
  events: AnyEnvelope[]
  upstream: SseServer
}

interface Trigger {
  name: string
  reason: CancelReason
  pull: (room: Room) => Promise<unknown>
}

const triggers: Trigger[] = [
  {
    name: 'cancel route',
    reason: 'user',
    pull: (room) => room.registry.cancel(room.session, 'user')
  },
  {
    name: 'window closed',
    reason: 'window-closed',
    pull: (room) => room.registry.release('window:1')
  },
  { name: 'quit', reason: 'shutdown', pull: (room) => room.registry.shutdown() }
]

/** The moment: how the upstream behaves, and what to wait for before the trigger is pulled. */
interface Moment {
  name: string
  upstream?: SseServerOptions
  plan?: (url: string) => SessionPlan
  busy?: boolean
  ready: (room: Room) => Promise<unknown>
}

const until = async (condition: () => boolean): Promise<void> => {
  const deadline = performance.now() + 10_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the moment did not come')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const streaming = (url: string): SessionPlan =>
  planOf({ one: roles.map((role) => roleLane(role, sseAnalyst(url))) })

const moments: Moment[] = [
  { name: 'queued', busy: true, ready: async () => undefined },
  {
    name: 'before headers',
    upstream: { headersAfterMs: 60_000 },
    ready: ({ upstream }) => until(() => upstream.requests === roles.length)
  },
  {
    name: 'before the first token',
    upstream: { firstTokenAfterMs: 60_000 },
    ready: ({ upstream }) => until(() => upstream.requests === roles.length)
  },
  {
    name: 'mid-stream',
    upstream: { tokenEveryMs: 1 },
    ready: ({ events }) =>
      until(() => events.filter(({ type }) => type === 'role.delta').length > 50)
  },
  {
    name: 'between stages',
    plan: (url) =>
      planOf({ one: [roleLane('a', writing('x'))], two: [roleLane('b', sseAnalyst(url))] }),
    ready: ({ events }) => until(() => events.some(({ type }) => type === 'stage.completed'))
  },
  {
    name: 'racing completion',
    plan: () => planOf({ one: [roleLane('a', writing('x'))] }),
    ready: ({ events }) => until(() => events.some(({ type }) => type === 'summary.completed'))
  }
]

const open = async (moment: Moment, seed: number): Promise<Room> => {
  const upstream = await startSseServer(moment.upstream)
  const random = seededRandom(seed)
  const journal = new MemoryJournal({ durableDelayMs: () => random() * 20 })
  const maximumRunning = 1
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning })
  if (moment.busy === true) registry.start(streaming(upstream.url), 'window:other')
  const plan = (moment.plan ?? streaming)(upstream.url)
  const { session } = registry.start(plan, 'window:1')
  const events: AnyEnvelope[] = []
  registry.feed(session)?.onPublished((event) => events.push(event))
  return { registry, journal, session, events, upstream }
}

const close = async ({ registry, upstream, journal }: Room): Promise<void> => {
  await registry.shutdown()
  await journal.close()
  await upstream.close()
}

const expectOneEnd = async (
  room: Room,
  state: SessionState,
  reason: CancelReason
): Promise<void> => {
  const kept = await room.journal.read(room.session, 0)
  const ends = kept.filter(({ type }) => terminal.test(type))
  expect(ends).toHaveLength(1)
  expect(kept.at(-1)).toEqual(ends[0])
  expect(room.events.at(-1)?.seq).toBe(kept.length)
  if (state.status === 'cancelled') expect(state.end).toMatchObject({ reason })
  else expect(state.status).toBe('completed')
  const started = kept.filter(({ type }) => type === 'role.started').length
  expect(kept.filter(({ type }) => type === 'role.completed')).toHaveLength(started)
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
    const room = await open(moment, 42)
    await moment.ready(room)
    const ended = room.registry.ended(room.session)
    const sockets = trigger.name === 'quit' || moment.busy !== true
    await trigger.pull(room)
    if (sockets) expect(await room.upstream.idle()).toBeLessThanOrEqual(performance.now())
    const state = await ended
    await expectOneEnd(room, state, trigger.reason)
    const before = room.upstream.tokensSent
    const length = room.events.length
    await new Promise((resolve) => setTimeout(resolve, 40))
    if (sockets) expect(room.upstream.tokensSent).toBe(before)
    expect(room.events).toHaveLength(length)
    await close(room)
  })

  it.each(triggers)('by $name twice at once ends as by one', async (trigger) => {
    const room = await open(moment, 43)
    await moment.ready(room)
    const ended = room.registry.ended(room.session)
    await Promise.all([trigger.pull(room), trigger.pull(room), room.registry.shutdown()])
    const state = await ended
    await expectOneEnd(room, state, trigger.reason)
    await close(room)
  })
})

it('resolves a cancel only when the model sockets are closed and the end is durable', async () => {
  const moment = moments[3] as Moment
  const room = await open(moment, 44)
  await moment.ready(room)
  const ended = room.registry.ended(room.session)
  expect(await room.registry.cancel(room.session, 'user')).toBe('cancelled')
  const state = await ended
  expect(room.events.at(-1)?.type).toBe('session.cancelled')
  expect(state.roles.every(({ status }) => status === 'cancelled')).toBe(true)
  expect(state.stages[0]?.status).toBe('cancelled')
  await room.upstream.idle()
  await close(room)
})

it('stops one role and leaves the others, the stages and the summary to go on', async () => {
  const upstream = await startSseServer({ tokenEveryMs: 1, tokens: 200 })
  const journal = new MemoryJournal()
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
  const { session } = registry.start(streaming(upstream.url), 'window:1')
  const state = (): SessionState | undefined => registry.feed(session)?.state()
  await until(() => state()?.roles.filter(({ text }) => text.length > 50).length === roles.length)
  expect(await registry.cancelRole(session, 'b')).toBe(true)
  expect(await registry.cancelRole(session, 'nobody')).toBe(false)
  const end = await registry.ended(session)
  expect(end.status).toBe('completed')
  expect(end.roles.map(({ status }) => status)).toEqual(['ok', 'cancelled', 'ok', 'ok', 'ok', 'ok'])
  expect(await registry.cancelRole(session, 'a')).toBe(false)
  await upstream.close()
})
