import { describe, expect, it } from 'vitest'
import { isTerminal } from '../../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import { unlimited } from '../../../preload/contract/settings'
import type { Analyst, RoleContext } from '../../../main/engine/ports'
import { Session } from '../../../main/engine/session'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { AppError } from '../../../main/kernel/errors'
import { seededRandom } from '../../../main/kernel/random'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { FakeClock } from '../../support/fake-clock'
import { emptySummary, okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'

const roomOf = (plan: SessionPlan) => {
  const clock = new FakeClock()
  const random = seededRandom(5)
  const journal = new MemoryJournal({ durableDelayMs: () => random() * 20, clock })
  const session = new Session('test-session', plan, { journal, clock })
  const events: AnyEnvelope[] = []
  session.log.onPublished((event) => events.push(event))
  const roleOf = (id: string) => session.log.written().roles.find(({ role }) => role === id)
  return { clock, session, journal, events, roleOf }
}

const codeOf = (call: () => unknown): string => {
  try {
    return String(call())
  } catch (error) {
    return error instanceof AppError ? error.code : 'a fault'
  }
}

/** Fails so often before it answers; notes which state it was given. */
const failing = (times: number, seen: RoleContext[] = []): Analyst =>
  scripted((context) => {
    seen.push(context)
    context.write(`try ${seen.length}`)
    if (seen.length <= times) throw new Error('no answer')
    return okAnswer
  })

/** Runs until it is stopped, or until the clock has gone on so far. */
const lasting = (clock: () => FakeClock, forMs: number): Analyst =>
  scripted(async (context, signal) => {
    context.write('lasts')
    signal.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      clock().after(forMs, resolve)
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
    return okAnswer
  })

const lastingIn = (forMs: number) => {
  const at: { clock: FakeClock | null } = { clock: null }
  const analyst = lasting(() => at.clock ?? new FakeClock(), forMs)
  return { analyst, at }
}

describe('a role that is tried again while its session lives', () => {
  it('starts its next attempt, and its stage and the next ones wait for it', async () => {
    const slow = lastingIn(500)
    const room = roomOf(
      planOf({
        one: [roleLane('a', failing(1)), roleLane('b', slow.analyst)],
        two: [roleLane('c', writing('c'))]
      })
    )
    slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(100)
    expect(room.roleOf('a')).toMatchObject({ status: 'error', attempt: 1, text: 'try 1' })
    expect(room.session.retryRole('a')).toBe(true)
    await room.clock.run(700)
    const state = await ended
    expect(state.roles.map(({ status, attempt }) => [status, attempt])).toEqual([
      ['ok', 2],
      ['ok', 1],
      ['ok', 1]
    ])
    expect(reduceEvents('test-session', await room.journal.read('test-session', 0))).toEqual(state)
  })

  it('may be of a stage that is past: later ones go on, the summary waits and has it', async () => {
    const late = lastingIn(400)
    const again = lastingIn(2_000)
    let tries = 0
    const first = scripted((context, signal) => {
      tries += 1
      if (tries === 1) throw new Error('no answer')
      return again.analyst.answer(context, { signal })
    })
    const summed: string[] = []
    const plan = planOf(
      { one: [roleLane('a', first)], two: [roleLane('b', late.analyst)] },
      {
        summarizer: {
          summarize: async ({ state }) => {
            summed.push(...state.roles.map(({ role, status }) => `${role} ${status}`))
            return { summary: emptySummary, forecasts: [] }
          }
        }
      }
    )
    const room = roomOf(plan)
    late.at.clock = again.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(200)
    expect(room.session.retryRole('a')).toBe(true)
    expect(codeOf(() => room.session.retryRole('a'))).toBe('role.nothing-to-retry')
    await room.clock.run(600)
    expect(room.roleOf('b')?.status).toBe('ok')
    expect([room.session.live, summed]).toEqual([true, []])
    await room.clock.run(2_000)
    expect((await ended).status).toBe('completed')
    expect(summed).toEqual(['a ok', 'b ok'])
  })

  it('knows what the first attempt knew, and nothing of its own or later stages', async () => {
    const seen: RoleContext[] = []
    const slow = lastingIn(500)
    const room = roomOf(
      planOf({
        one: [roleLane('a', writing('early'))],
        two: [roleLane('b', failing(1, seen)), roleLane('c', writing('beside'))],
        three: [roleLane('d', writing('later')), roleLane('e', slow.analyst)]
      })
    )
    slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(100)
    expect(room.roleOf('d')?.status).toBe('ok')
    room.session.retryRole('b')
    await room.clock.run(700)
    await ended
    const known = seen.map(({ state }) => state.roles)
    expect(known).toHaveLength(2)
    expect(known[1]).toEqual(known[0])
    expect(known[1]?.map(({ status, text }) => [status, text])).toEqual([
      ['ok', 'early'],
      ...Array.from({ length: 4 }, () => ['pending', ''])
    ])
  })

  it('waits for the gate while the session is paused', async () => {
    const slow = lastingIn(500)
    const seen: RoleContext[] = []
    const lanes = [roleLane('a', failing(1, seen)), roleLane('b', slow.analyst)]
    const room = roomOf(planOf({ one: lanes }))
    slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(100)
    room.session.pause('window:1')
    expect(room.session.retryRole('a')).toBe(true)
    await room.clock.run(2_000, 10)
    expect(seen).toHaveLength(1)
    expect(codeOf(() => room.session.retryRole('a'))).toBe('role.nothing-to-retry')
    room.session.resume('window:1')
    await room.clock.run(100)
    expect((await ended).roles[0]).toMatchObject({ status: 'ok', attempt: 2 })
  })

  it('is refused unless it has ended without an answer, and after the session not begun', async () => {
    const slow = lastingIn(500)
    const room = roomOf(
      planOf({
        one: [roleLane('a', writing('fine')), roleLane('b', slow.analyst)],
        two: [roleLane('c', failing(1))]
      })
    )
    slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(100)
    for (const role of ['a', 'b', 'c']) {
      expect(codeOf(() => room.session.retryRole(role))).toBe('role.nothing-to-retry')
    }
    expect(codeOf(() => room.session.retryRole('wizard'))).toBe('input.unknown-role')
    await room.clock.run(700)
    await ended
    expect(room.session.retryRole('c')).toBe(false)
  })

  it('is taken over again where it fails, and its attempts go on counting', async () => {
    const slow = lastingIn(500)
    const broken = scripted(() => {
      throw new Error('no answer')
    })
    const lane = { ...roleLane('a', broken), analysts: [broken, broken] as const }
    const room = roomOf(planOf({ one: [lane, roleLane('b', slow.analyst)] }))
    slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(100)
    room.session.retryRole('a')
    await room.clock.run(700)
    await ended
    const started = room.events.flatMap((event) =>
      event.type === 'role.started' && event.data.role === 'a' ? [event.data.attempt] : []
    )
    expect(started).toEqual([1, 2, 3, 4])
  })

  it('ends with the session, whatever it waits for, and nothing follows the end', async () => {
    for (const paused of [false, true]) {
      const again = lastingIn(1e6)
      let tries = 0
      const first = scripted((context, signal) => {
        tries += 1
        if (tries === 1) throw new Error('no answer')
        return again.analyst.answer(context, { signal })
      })
      const room = roomOf(planOf({ one: [roleLane('a', first), roleLane('b', again.analyst)] }))
      again.at.clock = room.clock
      void room.session.run()
      await room.clock.run(100)
      if (paused) room.session.pause('window:1')
      room.session.retryRole('a')
      await room.clock.run(100)
      const cancelled = room.session.cancel('user')
      await room.clock.run(100)
      const state = await cancelled
      expect(state.end).toMatchObject({ type: 'session.cancelled', reason: 'user' })
      expect(room.roleOf('a')).toMatchObject(
        paused ? { status: 'error', attempt: 1 } : { status: 'cancelled', attempt: 2 }
      )
      const types = room.events.map(({ type }) => type)
      expect(types.findIndex(isTerminal)).toBe(types.length - 1)
      expect(room.session.retryRole('a')).toBe(false)
      room.clock.advance(10_000)
    }
  })

  it('is stopped alone as any attempt is, and may be tried once more', async () => {
    const again = lastingIn(1e6)
    let tries = 0
    const first = scripted((context, signal) => {
      tries += 1
      if (tries === 1) throw new Error('no answer')
      return tries === 2 ? again.analyst.answer(context, { signal }) : okAnswer
    })
    const slow = lastingIn(900)
    const room = roomOf(planOf({ one: [roleLane('a', first), roleLane('b', slow.analyst)] }))
    again.at.clock = slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(100)
    room.session.retryRole('a')
    await room.clock.run(100)
    expect(await room.session.cancelRole('a')).toBe(true)
    expect(room.roleOf('a')?.status).toBe('cancelled')
    expect(room.session.retryRole('a')).toBe(true)
    await room.clock.run(1_000)
    expect((await ended).roles[0]).toMatchObject({ status: 'ok', attempt: 3 })
  })

  it('has its limit and counts against the budget of the session with all its attempts', async () => {
    const stuck = lastingIn(1e6)
    const slow = lastingIn(900)
    const use = { inputTokens: 30, outputTokens: 30, costUsd: null, estimated: false }
    const model: Analyst = {
      ...scripted((context, signal) => {
        context.use(use)
        return stuck.analyst.answer(context, { signal })
      }),
      ...{ kind: 'model', provider: 'p', model: 'm' }
    }
    const plan = planOf({ one: [roleLane('a', model, 200), roleLane('b', slow.analyst)] })
    const session = { ...unlimited, tokens: 100 }
    const room = roomOf({ ...plan, budget: { session, role: unlimited } })
    stuck.at.clock = slow.at.clock = room.clock
    const ended = room.session.run()
    await room.clock.run(300)
    expect(room.roleOf('a')?.status).toBe('timeout')
    room.session.retryRole('a')
    await room.clock.run(1_000)
    const state = await ended
    expect(state.roles[0]?.reason?.code).toBe('role.budget')
    expect(state.usage).toMatchObject({ inputTokens: 60, outputTokens: 60 })
  })
})
