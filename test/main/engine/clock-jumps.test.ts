import { expect, it } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { FakeClock } from '../../support/fake-clock'
import { okAnswer, planOf, roleLane, scripted } from '../../support/plans'
import { MemoryArchive } from './memory-archive'

/** R18: what the engine times, it times by the monotonic clock. */

const hourMs = 3_600_000
const sleepMs = 300_000
const limitMs = 8_000

/** Types a word each 100 ms until it is told to stop. */
const typing = (clock: FakeClock, words: number) =>
  scripted(async (context, signal) => {
    for (let word = 0; word < words && !signal.aborted; word += 1) {
      context.write(`word ${word} `)
      await new Promise<void>((resolve) => void clock.after(100, resolve))
    }
    return okAnswer
  })

const open = (planOfClock: (clock: FakeClock) => SessionPlan) => {
  const clock = new FakeClock()
  const archive = new MemoryArchive({ clock, durableDelayMs: () => 5 })
  const registry = new SessionRegistry({ journal: archive, archive, clock, maximumRunning: 2 })
  const events: AnyEnvelope[] = []
  const { session } = registry.start(planOfClock(clock), 'window:1')
  registry.feed(session)?.onPublished((event) => events.push(event))
  return { clock, registry, archive, session, events }
}

const expectSteady = (events: readonly AnyEnvelope[]): void => {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1))
  const times = events.map(({ atMs }) => atMs)
  expect(times).toEqual([...times].sort((one, other) => one - other))
}

it.each([hourMs, -hourMs])('runs on while the wall clock jumps by %i ms', async (jumpMs) => {
  const room = open((clock) => planOf({ one: [roleLane('a', typing(clock, 20), limitMs)] }))
  await room.clock.run(1_000, 20)
  room.clock.jumpWall(jumpMs)
  await room.clock.run(2_000, 20)
  const state = await room.registry.ended(room.session)
  expect(state.roles[0]).toMatchObject({ status: 'ok', totalMs: 2_000 })
  expect(state.end?.atMs).toBeLessThan(3_000)
  expectSteady(room.events)
  const walls = room.events.map(({ wallTime }) => wallTime)
  expect(Math.abs((walls.at(-1) ?? 0) - (walls[0] ?? 0) - jumpMs)).toBeLessThan(3_000)
})

it.each([hourMs, -hourMs])(
  'ends a late role on time though the wall jumps by %i ms',
  async (by) => {
    const room = open((clock) => planOf({ one: [roleLane('a', typing(clock, 1_000), limitMs)] }))
    await room.clock.run(4_000, 50)
    expect(room.registry.liveSessions).toEqual([room.session])
    room.clock.jumpWall(by)
    await room.clock.run(3_900, 50)
    expect(room.registry.liveSessions).toEqual([room.session])
    await room.clock.run(500, 50)
    const state = await room.registry.ended(room.session)
    expect(state.roles[0]).toMatchObject({ status: 'timeout', reason: { code: 'role.timeout' } })
    expectSteady(room.events)
  }
)

it('comes out of five minutes of sleep with each role in a coded state, and goes on', async () => {
  const room = open((clock) =>
    planOf({
      one: [roleLane('a', typing(clock, 1_000), limitMs)],
      two: [roleLane('b', typing(clock, 3), limitMs)]
    })
  )
  await room.clock.run(1_000, 50)
  room.clock.jumpWall(sleepMs)
  room.clock.advance(sleepMs)
  await room.clock.run(1_000, 50)
  const state = await room.registry.ended(room.session)
  expect(state.status).toBe('completed')
  expect(state.roles.map(({ status }) => status)).toEqual(['timeout', 'ok'])
  expectSteady(room.events)
})

it('holds no sleep against a role while its session is paused', async () => {
  const room = open((clock) => planOf({ one: [roleLane('a', typing(clock, 20), limitMs)] }))
  await room.clock.run(500, 50)
  expect(room.registry.pause(room.session, 'window:1')).toBe(true)
  room.clock.jumpWall(-hourMs)
  room.clock.advance(sleepMs)
  expect(room.registry.resume(room.session, 'window:1')).toBe(true)
  await room.clock.run(3_000, 50)
  const state = await room.registry.ended(room.session)
  expect(state.roles[0]?.status).toBe('ok')
  expectSteady(room.events)
})

it('measures a cancel by the monotonic clock', async () => {
  const room = open((clock) => planOf({ one: [roleLane('a', typing(clock, 1_000), 60_000)] }))
  const took: number[] = []
  room.registry.events.on((event) => event.kind === 'cancelled' && took.push(event.ms))
  await room.clock.run(500, 50)
  const cancelled = room.registry.cancel(room.session, 'user')
  room.clock.jumpWall(-hourMs)
  await room.clock.run(500, 5)
  expect(await cancelled).toBe('cancelled')
  expect(took).toHaveLength(1)
  expect(took[0]).toBeGreaterThanOrEqual(0)
  expect(took[0]).toBeLessThan(500)
})
