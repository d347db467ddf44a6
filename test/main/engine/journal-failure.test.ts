import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTerminal } from '../../../preload/contract/event-kinds'
import type { AnyEnvelope, EventType } from '../../../preload/contract/events'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { AppError } from '../../../main/kernel/errors'
import { FakeClock } from '../../support/fake-clock'
import { jobLane, okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'
import { FailingJournal, type Failure } from './failing-journal'

/** R17 as the engine sees it: a journal that refuses, in every way and at every event. */

const unhandled: unknown[] = []
const remember = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', remember))
afterAll(() => {
  process.off('unhandledRejection', remember)
  expect(unhandled).toEqual([])
})

const full = new AppError('storage.full', 'The disk is full.', { retryable: true })

/** A role that types a word each 10 ms. */
const typing = (clock: FakeClock, words: number) =>
  scripted(async (context, signal) => {
    for (let word = 0; word < words && !signal.aborted; word += 1) {
      context.write(`word ${word} `)
      await new Promise<void>((resolve) => void clock.after(10, resolve))
    }
    return okAnswer
  })

const busyPlan = (clock: FakeClock): SessionPlan =>
  planOf({
    intake: [jobLane('facts', async ({ addFacts }) => addFacts('2020-01-02', []))],
    one: [roleLane('a', typing(clock, 20)), roleLane('b', writing('at once'))],
    two: [roleLane('c', typing(clock, 5))]
  })

const open = (failure: Failure) => {
  const clock = new FakeClock()
  const journal = new FailingJournal(clock, failure)
  const registry = new SessionRegistry({ journal, clock, maximumRunning: 8 })
  return { clock, journal, registry }
}

/** Runs the busy plan beside a healthy one and returns what a reader saw of it. */
const runBroken = async (failure: Failure) => {
  const { clock, journal, registry } = open(failure)
  const { session } = registry.start(busyPlan(clock), 'window:1')
  const seen: AnyEnvelope[] = []
  registry.feed(session)?.onPublished((event) => seen.push(event))
  const healthy = registry.start(busyPlan(clock), 'window:2').session
  await clock.run(600)
  const later = registry.start(busyPlan(clock), 'window:3').session
  await clock.run(600)
  return { clock, journal, registry, session, seen, healthy, later }
}

const types: EventType[] = [
  'session.started',
  'stage.started',
  'facts.added',
  'role.started',
  'role.delta',
  'role.completed',
  'progress.updated',
  'stage.completed',
  'summary.completed',
  'session.completed'
]

const waysToFail = ['throws', 'rejects', 'rejects late'] as const

describe.each(waysToFail)('a journal that %s', (how) => {
  it.each(types)(
    'at the first %s fails that session once, with the code, and no other',
    async (at) => {
      const room = await runBroken({ how, at, error: full })
      const { registry, session, seen, journal } = room
      const state = await registry.ended(session)
      expect(state.end).toMatchObject({
        type: 'session.failed',
        error: { code: 'storage.full', retryable: true }
      })
      expect(seen.filter(({ type }) => isTerminal(type))).toHaveLength(1)
      expect(seen.at(-1)?.type).toBe('session.failed')
      expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_event, index) => index + 1))
      expect(reduceEvents(session, seen)).toEqual(state)
      expect(registry.liveSessions).toEqual([])
      for (const other of [room.healthy, room.later]) {
        expect((await registry.ended(other)).status).toBe('completed')
        expect((await journal.read(other, 0)).at(-1)?.type).toBe('session.completed')
      }
    }
  )

  it.each(types)('at the first %s is asked for nothing more, and keeps no hole', async (at) => {
    const { journal, session, registry } = await runBroken({ how, at, error: full })
    await registry.ended(session)
    expect(journal.askedInVain).toBe(0)
    const kept = await journal.read(session, 0)
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_event, index) => index + 1))
    expect(kept.some(({ type }) => isTerminal(type))).toBe(false)
  })
})

it('tells readers what the user asked for when the journal fails while that is kept', async () => {
  const { clock, registry } = open({
    how: 'rejects late',
    at: 'session.cancelled',
    error: full
  })
  const { session } = registry.start(busyPlan(clock), 'window:1')
  await clock.run(100)
  const cancelled = registry.cancel(session, 'user')
  await clock.run(100)
  expect(await cancelled).toBe('failed')
  expect((await registry.ended(session)).end).toMatchObject({
    type: 'session.failed',
    error: { code: 'storage.full' }
  })
})

it('keeps the reason of a session that failed by itself, kept or not', async () => {
  const { clock, registry } = open({ how: 'rejects', at: 'session.failed', error: full })
  const empty = new AppError('evidence.empty', 'prices.csv is empty.')
  const plan = planOf({ intake: [jobLane('facts', () => Promise.reject(empty))] })
  const { session } = registry.start(plan, 'window:1')
  await clock.run(100)
  expect((await registry.ended(session)).end).toMatchObject({ error: { code: 'evidence.empty' } })
})

it('ends a session that waits for its turn at once, without ever running it', async () => {
  const clock = new FakeClock()
  const journal = new FailingJournal(clock, {
    which: 1,
    how: 'rejects',
    at: 'log.appended',
    error: full
  })
  const registry = new SessionRegistry({ journal, clock, maximumRunning: 1 })
  const first = registry.start(planOf({ one: [roleLane('a', typing(clock, 50))] }), 'window:1')
  const queued = registry.start(busyPlan(clock), 'window:2').session
  await clock.run(50)
  registry.logToLive('warning', () => 'The disk is nearly full.')
  await clock.run(50)
  const state = await registry.ended(queued)
  expect(state.end).toMatchObject({ type: 'session.failed', error: { code: 'storage.full' } })
  expect(state.roles.every(({ status }) => status === 'skipped')).toBe(true)
  expect(registry.liveSessions).toEqual([first.session])
  await clock.run(1_000)
  expect((await registry.ended(first.session)).status).toBe('completed')
})

it('serves no cursor that the journal cannot serve once it failed, so that readers start anew', async () => {
  const { registry, session, seen } = await runBroken({
    how: 'rejects',
    at: 'stage.completed',
    error: full
  })
  const feed = registry.feed(session)
  expect(await feed?.readAfter({ epoch: 1, seq: 1 })).toBeNull()
  expect(feed?.state().seq).toBe(seen.at(-1)?.seq)
})

it('gives a failed session the cancels and closes that follow without a second end', async () => {
  const { clock, registry, session, seen } = await runBroken({
    how: 'throws',
    at: 'role.completed',
    error: full
  })
  const length = seen.length
  const calls = Promise.all([
    registry.cancel(session, 'user'),
    registry.release('window:1'),
    registry.shutdown()
  ])
  await clock.run(50)
  expect((await calls)[0]).toBe('failed')
  expect(seen).toHaveLength(length)
})
