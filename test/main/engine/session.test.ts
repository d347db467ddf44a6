import { expect, it } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import { AppError } from '../../../main/kernel/errors'
import { seededRandom } from '../../../main/kernel/random'
import { Session } from '../../../main/engine/session'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { FakeClock } from '../../support/fake-clock'
import { jobLane, okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'

const roomOf = (plan: SessionPlan, clock = new FakeClock()) => {
  const random = seededRandom(7)
  const journal = new MemoryJournal({ durableDelayMs: () => random() * 20, clock })
  const session = new Session('test-session', plan, { journal, clock })
  const events: AnyEnvelope[] = []
  session.log.onPublished((event) => events.push(event))
  return { session, clock, journal, events }
}

const typesOf = (events: AnyEnvelope[]): string[] => events.map(({ type }) => type)

it('runs stages in order, lanes of a stage side by side, and ends exactly once', async () => {
  const running: string[] = []
  const overlap: number[] = []
  const slow = scripted(async (context) => {
    running.push(context.role)
    await new Promise((resolve) => setImmediate(resolve))
    overlap.push(running.length)
    context.write(`${context.role} says`)
    return okAnswer
  })
  const plan = planOf({
    one: [roleLane('a', slow), roleLane('b', slow)],
    two: [roleLane('c', slow)]
  })
  const { session, clock, events } = roomOf(plan)
  const ended = session.run()
  await clock.run(200)
  const state = await ended
  expect(state.status).toBe('completed')
  expect(overlap).toEqual([2, 2, 3])
  expect(state.stages.map((stage) => [stage.id, stage.status])).toEqual([
    ['one', 'completed'],
    ['two', 'completed']
  ])
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1))
  expect(
    typesOf(events).filter((type) => /^session\.(completed|cancelled|failed)$/.test(type))
  ).toEqual(['session.completed'])
})

it('publishes a fact only when it is durable, and keeps the order of seq all the same', async () => {
  const durable = new Set<number>()
  const clock = new FakeClock()
  const random = seededRandom(11)
  const journal = new MemoryJournal({ durableDelayMs: () => 1 + random() * 20, clock })
  const append = journal.append.bind(journal)
  journal.append = (draft) => {
    const kept = append(draft)
    void kept.durable.then(() => durable.add(kept.seq))
    return kept
  }
  const plan = planOf({ one: [roleLane('a', writing('x', 'y', 'z')), roleLane('b', writing('w'))] })
  const session = new Session('test-session', plan, { journal, clock })
  const seen: AnyEnvelope[] = []
  session.log.onPublished((event) => {
    seen.push(event)
    if (event.type !== 'role.delta' && event.type !== 'stage.started') {
      const isDelta = ['stage.updated', 'progress.updated', 'log.appended'].includes(event.type)
      expect(isDelta || durable.has(event.seq), `${event.seq} ${event.type}`).toBe(true)
    }
  })
  const ended = session.run()
  await clock.run(300)
  await ended
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_event, index) => index + 1))
})

it('reduces its events to the very state that it publishes', async () => {
  const plan = planOf({
    intake: [
      jobLane('facts', async ({ addFacts, reporter, stage }) => {
        reporter.report(stage, 0.5, 'half', { bars: 3 })
        reporter.report(stage, 0.9, 'most', { rows: 4 })
        addFacts('2020-01-02', [])
      })
    ],
    one: [roleLane('a', writing('Hello, ', 'world'))]
  })
  const { session, clock, journal } = roomOf(plan)
  const ended = session.run()
  await clock.run(300)
  const state = await ended
  const kept = await journal.read(session.id, 0)
  expect(reduceEvents(session.id, kept)).toEqual(state)
  expect(state.asOf).toBe('2020-01-02')
  expect(state.stages[0]).toMatchObject({ progress: 1, data: { bars: 3, rows: 4 } })
  expect(state.roles[0]).toMatchObject({ text: 'Hello, world', status: 'ok' })
})

it('ends a role that outlives its limit as timeout with its text kept, and goes on', async () => {
  const stuck = scripted((context, signal) => {
    context.write('So far')
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
  })
  const plan = planOf({ one: [roleLane('scout', stuck, 8_000), roleLane('b', writing('fine'))] })
  const { session, clock } = roomOf(plan)
  const ended = session.run()
  await clock.run(9_000, 50)
  const state = await ended
  expect(state.status).toBe('completed')
  const [scout, other] = state.roles
  expect(scout).toMatchObject({
    status: 'timeout',
    text: 'So far',
    reason: { code: 'role.timeout' }
  })
  expect(scout?.reason?.parameters).toEqual({ role: 'scout', seconds: 8 })
  expect(scout?.totalMs).toBeGreaterThanOrEqual(8_000)
  expect(other?.status).toBe('ok')
})

it('does not count pacing or pauses against the limit', async () => {
  const plan = planOf(
    { one: [roleLane('a', writing('x'.repeat(3_000)), 1_000)] },
    { paceCharactersPerSecond: 600 }
  )
  const { session, clock } = roomOf(plan)
  const ended = session.run()
  await clock.run(1_500, 25)
  expect(session.pause('window:1')).toBe(true)
  expect(session.pause('window:1')).toBe(false)
  const typed = session.log.state().roles[0]?.text.length ?? 0
  await clock.run(20_000, 100)
  expect(session.log.state().status).toBe('paused')
  expect(session.log.state().roles[0]?.text).toHaveLength(typed)
  expect(session.resume('window:1')).toBe(true)
  await clock.run(6_000, 25)
  const state = await ended
  expect(state.roles[0]).toMatchObject({ status: 'ok', text: 'x'.repeat(3_000) })
})

it('types at the pace it was given and never splits a character', async () => {
  const text = '漲😀'.repeat(200)
  const plan = planOf({ one: [roleLane('a', writing(text))] }, { paceCharactersPerSecond: 600 })
  const { session, clock, events } = roomOf(plan)
  const ended = session.run()
  await clock.run(500, 25)
  const halfway = session.log.written().roles[0]?.text.length ?? 0
  expect(halfway).toBeGreaterThan(200)
  expect(halfway).toBeLessThan(400)
  await clock.run(1_000, 25)
  expect((await ended).roles[0]?.text).toBe(text)
  for (const event of events) {
    // A lone half of a surrogate pair is the only thing that this refuses.
    if (event.type === 'role.delta') expect(() => encodeURIComponent(event.data.text)).not.toThrow()
  }
})

it('leaves the other roles running when one crashes, also synchronously', async () => {
  const crash = scripted(() => {
    throw new Error('boom')
  })
  const plan = planOf({ one: [roleLane('a', crash), roleLane('b', writing('fine'))] })
  const { session, clock } = roomOf(plan)
  const ended = session.run()
  await clock.run(200)
  const state = await ended
  expect(state.status).toBe('completed')
  expect(state.roles.map(({ status }) => status)).toEqual(['error', 'ok'])
  expect(state.roles[0]?.reason).toMatchObject({
    code: 'role.crashed',
    parameters: { detail: 'boom' }
  })
})

it('takes an abstention as a result', async () => {
  const reason = { code: 'role.abstained' as const, message: 'no notes', retryable: false }
  const plan = planOf({
    one: [
      roleLane(
        'a',
        scripted(() => ({ status: 'abstained', reason, findings: [] }))
      )
    ]
  })
  const { session, clock } = roomOf(plan)
  const ended = session.run()
  await clock.run(200)
  expect((await ended).roles[0]).toMatchObject({ status: 'abstained', reason })
})

it('fails with the code of a job that cannot do its work', async () => {
  const broken = jobLane('facts', async () => {
    throw new AppError('evidence.empty', 'prices.csv is empty.', {
      parameters: { file: 'prices.csv' }
    })
  })
  const plan = planOf({ intake: [broken], one: [roleLane('a', writing('never'))] })
  const { session, clock } = roomOf(plan)
  const ended = session.run()
  await clock.run(200)
  const state = await ended
  expect(state.end).toMatchObject({ type: 'session.failed', error: { code: 'evidence.empty' } })
  expect(state.stages.map(({ status }) => status)).toEqual(['failed', 'skipped'])
  expect(state.roles[0]?.status).toBe('skipped')
})

it('drops what an analyst writes after its end', async () => {
  let write: (text: string) => void = () => undefined
  const plan = planOf({
    one: [
      roleLane(
        'a',
        scripted((context) => {
          write = context.write
          context.write('in time')
          return okAnswer
        })
      )
    ]
  })
  const { session, clock, journal } = roomOf(plan)
  const ended = session.run()
  await clock.run(200)
  const state = await ended
  write(' too late')
  await clock.run(50)
  expect((await journal.read(session.id, 0)).length).toBe(state.seq)
  expect(session.log.state().roles[0]?.text).toBe('in time')
})

it('shows how a session ended although its journal refused to keep it', async () => {
  const clock = new FakeClock()
  const journal = new MemoryJournal({ clock })
  const append = journal.append.bind(journal)
  journal.append = (draft) =>
    draft.type === 'role.completed'
      ? { ...append(draft), durable: Promise.reject(new Error('disk full')) }
      : append(draft)
  const plan = planOf({ one: [roleLane('a', writing('x'))], two: [roleLane('b', writing('y'))] })
  const session = new Session('test-session', plan, { journal, clock })
  const ended = session.run()
  await clock.run(200)
  const state = await ended
  expect(state.end).toMatchObject({ type: 'session.failed', error: { message: 'disk full' } })
})
