import { describe, expect, it } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import { unlimited, type BudgetLimits } from '../../../preload/contract/settings'
import type { Analyst, RoleContext } from '../../../main/engine/ports'
import { Session } from '../../../main/engine/session'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { FakeClock } from '../../support/fake-clock'
import { okAnswer, planOf, roleLane, scripted } from '../../support/plans'

const usage = (tokens: number, costUsd: number | null = null) => ({
  ...{ inputTokens: 0, outputTokens: tokens, costUsd, estimated: true }
})

/** A model that says a word, reserves and uses what it is told to, and answers after a time. */
const model = (
  clock: FakeClock,
  {
    work = () => undefined,
    takesMs = 0
  }: { work?: (context: RoleContext) => void; takesMs?: number }
): Analyst => ({
  ...scripted(async (context, signal) => {
    work(context)
    context.write('So far')
    await new Promise<void>((resolve, reject) => {
      clock.after(takesMs, resolve)
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
    return okAnswer
  }),
  ...{ kind: 'model', provider: 'p', model: 'm' }
})

type Stages = Record<string, Record<string, Analyst>>

const sessionOf = (
  stages: Stages,
  budget: Partial<Record<'session' | 'role', Partial<BudgetLimits>>>,
  clock: FakeClock
): Session => {
  const lanes = Object.entries(stages).map(([id, roles]) => [
    id,
    Object.entries(roles).map(([role, analyst]) => roleLane(role, analyst, 1e9))
  ])
  const plan = planOf(Object.fromEntries(lanes) as Parameters<typeof planOf>[0])
  const limits = {
    session: { ...unlimited, ...budget.session },
    role: { ...unlimited, ...budget.role }
  }
  return new Session('s', { ...plan, budget: limits }, { journal: new MemoryJournal(), clock })
}

const run = async (session: Session, clock: FakeClock, forMs: number): Promise<SessionState> => {
  const ended = session.run()
  await clock.run(forMs, 50)
  return ended
}

const endsOf = ({ roles }: SessionState): string[] =>
  roles.map(({ status, reason }) => (reason === null ? status : `${status} ${reason.code}`))

const spent = 'error role.budget'

describe('a budget of seconds', () => {
  it('ends a role at its own edge with its text kept, and the room goes on', async () => {
    const clock = new FakeClock()
    const stages = { one: { a: model(clock, { takesMs: 9_000 }), b: model(clock, {}) } }
    const session = sessionOf(stages, { role: { seconds: 2 } }, clock)
    const state = await run(session, clock, 3_000)
    expect(endsOf(state)).toEqual([spent, 'ok'])
    expect(state.roles[0]).toMatchObject({ text: 'So far', totalMs: 2_000 })
    expect(state.status).toBe('completed')
  })

  it('is spent by roles side by side together, each second of each', async () => {
    const clock = new FakeClock()
    const slow = model(clock, { takesMs: 60_000 })
    const stages = { one: { a: model(clock, { takesMs: 1_000 }), b: slow, c: slow } }
    const session = sessionOf(stages, { session: { seconds: 9 } }, clock)
    const state = await run(session, clock, 6_000)
    expect(endsOf(state)).toEqual(['ok', spent, spent])
    // Three work for a second, then two share the six that are left.
    expect(state.roles.map(({ totalMs }) => totalMs)).toEqual([1_000, 4_000, 4_000])
  })

  it('leaves nothing to a role that starts later: it ends without a call', async () => {
    const clock = new FakeClock()
    let calls = 0
    const later = model(clock, {
      work: (context) => {
        context.reserve(usage(1))
        calls += 1
      }
    })
    const stages = { one: { a: model(clock, { takesMs: 9_000 }) }, two: { b: later } }
    const session = sessionOf(stages, { session: { seconds: 3 } }, clock)
    expect(endsOf(await run(session, clock, 4_000))).toEqual([spent, spent])
    expect(calls).toBe(0)
  })

  it('stands still while the session is paused', async () => {
    const clock = new FakeClock()
    const stages = { one: { a: model(clock, { takesMs: 90_000 }) } }
    const session = sessionOf(stages, { session: { seconds: 2 }, role: { seconds: 2 } }, clock)
    const ended = session.run()
    await clock.run(1_000, 50)
    session.pause('window:1')
    await clock.run(60_000, 1_000)
    expect(session.log.state().roles[0]?.status).toBe('running')
    session.resume('window:1')
    await clock.run(1_200, 50)
    expect(endsOf(await ended)).toEqual([spent])
  })

  it('counts no second of the desk, and leaves no timer', async () => {
    const clock = new FakeClock()
    const desk = { ...model(clock, { takesMs: 5_000 }), kind: 'desk' as const }
    const session = sessionOf({ one: { a: desk } }, { session: { seconds: 1 } }, clock)
    expect(endsOf(await run(session, clock, 6_000))).toEqual(['ok'])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a budget of tokens and money', () => {
  it('is held back before a call, so that roles side by side cannot spend it twice', async () => {
    const clock = new FakeClock()
    const work = (context: RoleContext): void => context.reserve(usage(60, 0.6))
    const roles = { a: model(clock, { work, takesMs: 100 }), b: model(clock, { work }) }
    for (const limit of [{ tokens: 100 }, { costUsd: 1 }]) {
      const session = sessionOf({ one: roles }, { session: limit }, clock)
      expect(endsOf(await run(session, clock, 300))).toEqual(['ok', spent])
    }
  })

  it('gets back what a call did not use, for the roles after it', async () => {
    const clock = new FakeClock()
    const work = (context: RoleContext): void => {
      context.reserve(usage(90))
      context.use(usage(5))
    }
    const stages = { one: { a: model(clock, { work }) }, two: { b: model(clock, { work }) } }
    const session = sessionOf(stages, { session: { tokens: 100 } }, clock)
    const state = await run(session, clock, 300)
    expect(endsOf(state)).toEqual(['ok', 'ok'])
    expect(state.usage).toEqual(usage(10))
  })

  it('is of a session for all its roles, and of a role for each attempt', async () => {
    const clock = new FakeClock()
    const work = (context: RoleContext): void => context.use(usage(60))
    const stages = { one: { a: model(clock, { work }) }, two: { b: model(clock, { work }) } }
    const ofRole = sessionOf(stages, { role: { tokens: 60 } }, clock)
    expect(endsOf(await run(ofRole, clock, 300))).toEqual(['ok', 'ok'])
    const ofSession = sessionOf(stages, { session: { tokens: 119 } }, clock)
    expect(endsOf(await run(ofSession, clock, 300))).toEqual(['ok', spent])
  })
})

it('drops what an analyst tells of its use after its end', async () => {
  const clock = new FakeClock()
  let late: RoleContext | null = null
  const work = (context: RoleContext): void => {
    late = context
    context.use(usage(7))
  }
  const slow = scripted(async () => {
    await new Promise<void>((resolve) => clock.after(500, resolve))
    late?.use(usage(1_000))
    late?.prompted('late')
    return okAnswer
  })
  const session = sessionOf({ one: { a: model(clock, { work }) }, two: { b: slow } }, {}, clock)
  const state = await run(session, clock, 1_000)
  expect(state.roles[0]?.usage).toEqual(usage(7))
  expect(state.usage).toEqual(usage(7))
  expect(state.timeline.map(({ type }) => type)).not.toContain('role.prompted')
})
