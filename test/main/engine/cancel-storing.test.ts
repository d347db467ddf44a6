import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventType } from '../../../preload/contract/events'
import { deferred } from '../../../main/kernel/deferred'
import type { JobContext } from '../../../main/engine/ports'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { FakeClock } from '../../support/fake-clock'
import { checkLeaks } from '../../support/leaks'
import { jobLane, okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'
import {
  allSocketsClose,
  closeCancelRoom,
  expectOneEnd,
  openCancelRoom,
  until,
  type CancelRoom,
  type Moment
} from './cancel-room'
import { triggers } from './cancel-triggers'
import { HeldJournal } from './held-journal'

checkLeaks()

/** R6's storing cases: a cancel comes while the disk has not yet kept what was written before. */

const unhandled: unknown[] = []
const remember = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', remember))
afterAll(() => {
  process.off('unhandledRejection', remember)
  expect(unhandled).toEqual([])
})

/** The fact that hangs, and the moment at which it does. */
const storing: { from: EventType; moment: Moment; ends: string[] }[] = [
  {
    from: 'session.started',
    moment: {
      name: 'storing its start, with its models streaming',
      upstream: { tokenEveryMs: 1 },
      ready: ({ upstream }) => until(() => upstream.tokensSent > 50)
    },
    ends: ['cancelled']
  },
  {
    from: 'session.started',
    moment: { name: 'storing its start, queued', busy: true, ready: async () => undefined },
    ends: ['cancelled']
  },
  {
    from: 'role.completed',
    moment: {
      name: 'storing the end of a role',
      plan: () => planOf({ one: [roleLane('a', writing('x'))], two: [roleLane('b', endless)] }),
      ready: async () => undefined
    },
    ends: ['cancelled']
  },
  {
    from: 'stage.completed',
    moment: {
      name: 'storing the end of a stage',
      plan: () => planOf({ one: [roleLane('a', writing('x'))], two: [roleLane('b', endless)] }),
      ready: async () => undefined
    },
    ends: ['cancelled']
  },
  {
    from: 'session.completed',
    moment: {
      name: 'storing its own end',
      plan: () => planOf({ one: [roleLane('a', writing('x'))] }),
      ready: async () => undefined
    },
    ends: ['completed']
  }
]

const endless = scripted(
  (_context, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(okAnswer)))
)

const open = async ({ from, moment }: (typeof storing)[number]) => {
  const journal = new HeldJournal(from)
  const reopen = (session: string) => journal.read(session, 0)
  const room = await openCancelRoom(moment, { journal, reopen })
  await until(() => journal.waiting > 0)
  await moment.ready(room)
  // The engine is ahead of what may be seen; it has come to where it waits for the disk.
  await new Promise((resolve) => setImmediate(resolve))
  return { room, journal }
}

/** Whether work has settled by now, however many turns it is given. */
const settled = async (work: Promise<unknown>): Promise<boolean> => {
  let done = false
  void work.then(
    () => (done = true),
    () => (done = true)
  )
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  return done
}

const expectNothingSeen = (room: CancelRoom, before: number): void => {
  expect(room.events.filter(({ type }) => type.startsWith('session.c'))).toEqual([])
  expect(room.events.length).toBe(before)
}

describe.each(storing)('a session cancelled while $moment.name', (given) => {
  it.each(triggers)('by $name ends once, and only when the disk has kept it', async (trigger) => {
    const { room, journal } = await open(given)
    const seen = room.events.length
    const ended = room.registry.ended(room.session)
    const pulled = trigger.pull(room)
    if (allSocketsClose(given.moment, [trigger.reason])) await room.upstream.idle()
    expect(await settled(pulled)).toBe(false)
    expect(await settled(ended)).toBe(false)
    expectNothingSeen(room, seen)
    journal.letGo()
    await pulled
    const state = await ended
    expect(given.ends).toContain(state.status)
    await expectOneEnd(room, state, [trigger.reason])
    await closeCancelRoom(room)
  })

  it.each(triggers)('by $name twice ends once', async (trigger) => {
    const { room, journal } = await open(given)
    const ended = room.registry.ended(room.session)
    const pulled = Promise.all([trigger.pull(room), trigger.pull(room)])
    expect(await settled(pulled)).toBe(false)
    journal.letGo()
    await pulled
    await expectOneEnd(room, await ended, [trigger.reason])
    await closeCancelRoom(room)
  })
})

it('closes the models in the tick of the cancel, however long the disk takes', async () => {
  const { room, journal } = await open(storing[0] as (typeof storing)[number])
  const cancelled = room.registry.cancel(room.session, 'user')
  await room.upstream.idle()
  const { tokensSent } = room.upstream
  expect(await settled(cancelled)).toBe(false)
  expect(room.upstream.tokensSent).toBe(tokensSent)
  expect(room.upstream.openSockets).toBe(0)
  journal.letGo()
  expect(await cancelled).toBe('cancelled')
  await closeCancelRoom(room)
})

it('does not wait for ever for an analyst or a summary that does not stop', async () => {
  const clock = new FakeClock()
  const never = deferred<typeof okAnswer>()
  const stuck = scripted(() => never.promise)
  const registry = new SessionRegistry({
    journal: new HeldJournal('review.requested'),
    clock,
    maximumRunning: 4
  })
  const { session } = registry.start(planOf({ one: [roleLane('a', stuck)] }), 'window:1')
  const summarizer = { summarize: () => new Promise<never>(() => undefined) }
  const plan = planOf({ one: [roleLane('a', writing('x'))] }, { summarizer })
  const summing = registry.start(plan, 'window:2').session
  await clock.run(20)
  const role = registry.cancelRole(session, 'a')
  await clock.run(2_100, 100)
  expect(await role).toBe(true)
  const shutdown = registry.shutdown()
  expect(await settled(shutdown)).toBe(false)
  await clock.run(2_100, 100)
  await shutdown
  expect(registry.feed(session)?.state().roles[0]?.status).toBe('cancelled')
  expect(registry.feed(summing)?.state().end).toMatchObject({ reason: 'shutdown' })
  expect(registry.liveSessions).toEqual([])
})

it('keeps and shows nothing of a job that goes on after its session has ended', async () => {
  const clock = new FakeClock()
  const journal = new HeldJournal('review.requested')
  const registry = new SessionRegistry({ journal, clock, maximumRunning: 1 })
  const deaf: JobContext[] = []
  const plan = planOf({
    intake: [
      jobLane('facts', (context) => {
        deaf.push(context)
        return new Promise<void>(() => undefined)
      })
    ]
  })
  const { session } = registry.start(plan, 'window:1')
  await clock.run(20)
  const cancelled = registry.cancel(session, 'user')
  await clock.run(2_100, 100)
  expect(await cancelled).toBe('cancelled')
  const kept = await journal.read(session, 0)
  const state = registry.feed(session)?.state()
  deaf[0]?.addFacts('2020-01-02', [])
  deaf[0]?.reporter.report('intake', 0.5, 'still here')
  deaf[0]?.reporter.log('still here', 'warning')
  await clock.run(500, 100)
  expect(await journal.read(session, 0)).toEqual(kept)
  expect(kept.at(-1)?.type).toBe('session.cancelled')
  expect(registry.feed(session)?.state()).toBe(state)
})
