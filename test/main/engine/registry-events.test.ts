import { expect, it } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import type { Language } from '../../../preload/contract/words'
import { SessionRegistry, type RegistryEvent } from '../../../main/engine/session-registry'
import { seededRandom } from '../../../main/kernel/random'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { FakeClock } from '../../support/fake-clock'
import { okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'

/** Holds on for a second after it was told to stop, as a socket that closes slowly. */
const slowToStop = (clock: FakeClock) =>
  scripted(
    (_context, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => clock.after(1_000, () => resolve(okAnswer)))
      })
  )

const open = (maximumRunning = 4) => {
  const clock = new FakeClock()
  const random = seededRandom(5)
  const journal = new MemoryJournal({ durableDelayMs: () => random() * 20, clock })
  const registry = new SessionRegistry({ journal, clock, maximumRunning })
  const events: RegistryEvent[] = []
  registry.events.on((event) => events.push(event))
  const of = <K extends RegistryEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<RegistryEvent, { kind: K }> => event.kind === kind)
  return { clock, journal, registry, events, of }
}

const short = (language: Language = 'en') =>
  planOf({ one: [roleLane('a', writing('x', 'y')), roleLane('b', writing('z'))] }, { language })
const endless = (clock: FakeClock) => planOf({ one: [roleLane('a', slowToStop(clock))] })

it('tells of each published event once, in order, with the state that it made', async () => {
  const { clock, journal, registry, of } = open()
  const sessions = ['window:1', 'window:2'].map((window) => registry.start(short(), window).session)
  await clock.run(200)
  for (const session of sessions) {
    const told = of('published').filter(({ event }) => event.session === session)
    expect(told.map(({ event }) => event)).toEqual(await journal.read(session, 0))
    expect(told.map(({ state }) => state.seq)).toEqual(told.map(({ event }) => event.seq))
    expect(told.at(-1)?.state.status).toBe('completed')
  }
  expect(of('cancelled')).toEqual([])
  expect(of('forgotten')).toEqual([])
})

it('tells how long a cancel took, until upstream was closed and the end durable', async () => {
  const { clock, registry, of } = open()
  const { session } = registry.start(endless(clock), 'window:1')
  await clock.run(50)
  const startedMs = clock.nowMs()
  let endedMs = 0
  void registry.cancel(session, 'user').then(() => (endedMs = clock.nowMs()))
  await clock.run(1_200)
  expect(of('cancelled')).toHaveLength(1)
  expect(of('cancelled')[0]).toMatchObject({ session, ms: endedMs - startedMs })
  expect(of('cancelled')[0]?.ms).toBeGreaterThanOrEqual(1_000)
  expect(of('cancelled')[0]?.ms).toBeLessThan(1_100)
})

it('counts one cancel however many ways it was asked for, and none of what had ended', async () => {
  const { clock, registry, of } = open()
  const { session } = registry.start(endless(clock), 'window:1')
  const done = registry.start(short(), 'window:2').session
  await clock.run(200)
  void registry.cancel(session, 'user')
  void registry.cancel(session, 'user')
  void registry.release('window:1')
  void registry.cancel(done, 'user')
  void registry.shutdown()
  await clock.run(1_200)
  expect(of('cancelled').map((event) => event.session)).toEqual([session])
})

it('tells of a session that nobody is left on, after its last event and once', async () => {
  const { clock, registry, events, of } = open()
  const { session } = registry.start(endless(clock), 'window:1')
  registry.watch(session, 'window:2')
  await clock.run(50)
  void registry.release('window:1')
  await clock.run(1_200)
  expect(of('forgotten')).toEqual([])
  expect(registry.feed(session)?.state().status).toBe('cancelled')
  void registry.release('window:2')
  await clock.run(10)
  expect(of('forgotten')).toEqual([{ kind: 'forgotten', session }])
  expect(events.at(-1)).toEqual({ kind: 'forgotten', session })
  expect(registry.size).toBe(0)
})

it('goes on when one that is told throws', async () => {
  const { clock, registry, of } = open()
  registry.events.on(() => {
    throw new Error('a counter is broken')
  })
  const { session } = registry.start(short(), 'window:1')
  await clock.run(200)
  expect((await registry.ended(session)).status).toBe('completed')
  expect(of('published').at(-1)?.event.type).toBe('session.completed')
})

it('puts a line into the log of every live session and of no other, in its language', async () => {
  const { clock, registry } = open(1)
  const done = registry.start(short(), 'window:1').session
  await clock.run(200)
  const running = registry.start(endless(clock), 'window:2').session
  const queued = registry.start(short('zh-TW'), 'window:3').session
  registry.logToLive('warning', (language) =>
    language === 'en' ? 'Connections are lost often.' : '連線經常中斷。'
  )
  await clock.run(50)
  const linesOf = (session: string) =>
    registry
      .feed(session)
      ?.state()
      .timeline.filter(({ type }) => type === 'log.appended')
      .map(({ level, message }) => `${level}: ${message}`)
  expect(linesOf(running)).toEqual(['warning: Connections are lost often.'])
  // One that starts in this very tick has it too, in its own language.
  expect(linesOf(queued)).toEqual(['warning: 連線經常中斷。'])
  expect(linesOf(done)).toEqual([])
  void registry.shutdown()
  await clock.run(2_500)
})

it('tells a reader of its own line after the event that made it write, in the order of seq', async () => {
  const { clock, registry } = open()
  const { session } = registry.start(endless(clock), 'window:1')
  await clock.run(50)
  const seen: Record<'first' | 'second', number[]> = { first: [], second: [] }
  registry.feed(session)?.onPublished(({ seq }) => {
    seen.first.push(seq)
    if (seen.first.length < 4) registry.logToLive('info', () => `after ${seq}`)
  })
  registry.feed(session)?.onPublished(({ seq }) => seen.second.push(seq))
  registry.logToLive('info', () => 'the first line')
  const { seq } = registry.feed(session)?.state() ?? { seq: 0 }
  expect(seen.first).toEqual([seq - 3, seq - 2, seq - 1, seq])
  expect(seen.second).toEqual(seen.first)
  void registry.shutdown()
  await clock.run(1_500)
})

it('monitors each session with its present state, and says when that has changed', async () => {
  const { clock, registry } = open(1)
  let changes = 0
  const statuses: SessionState['status'][][] = []
  const listening = registry.onChanged(() => {
    changes += 1
    statuses.push(registry.monitored().map(({ status }) => status))
  })
  const first = registry.start(short(), 'window:1').session
  registry.start(endless(clock), 'window:2')
  await clock.run(200)
  expect(statuses[0]).toEqual(['queued'])
  expect(statuses).toContainEqual(['queued', 'queued'])
  expect(statuses).toContainEqual(['running', 'queued'])
  expect(statuses.at(-1)).toEqual(['completed', 'running'])
  expect(registry.monitored()[0]?.session).toBe(first)
  const before = changes
  void registry.release('window:1')
  await clock.run(10)
  expect(changes).toBe(before + 1)
  expect(registry.monitored()).toHaveLength(1)
  listening.dispose()
  void registry.shutdown()
  await clock.run(1_500)
  expect(changes).toBe(before + 1)
})

it('does not say so for each piece of typing', async () => {
  const { clock, registry } = open()
  let changes = 0
  registry.onChanged(() => (changes += 1))
  const words = Array.from({ length: 500 }, (_value, index) => `word ${index} `)
  const { session } = registry.start(
    planOf({ one: [roleLane('a', writing(...words))] }),
    'window:1'
  )
  await clock.run(200)
  expect(registry.feed(session)?.state().roles[0]?.text).toHaveLength(words.join('').length)
  expect(changes).toBeLessThan(20)
})
