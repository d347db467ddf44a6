import { describe, expect, it } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { RoleState, SessionState } from '../../../preload/contract/session-state'
import { AppError } from '../../../main/kernel/errors'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { roleRoutes } from '../../../main/commands/role-routes'
import { loadEquity } from '../../../main/playbooks/equity'
import { callerOf } from './route-fixture'
import { fails, lasts, openRetryRoom, reached, says, type RetryRoom } from './retry-room'

const other = callerOf('window:2')

const refusal = async (call: () => unknown): Promise<string> => {
  try {
    return JSON.stringify(await call())
  } catch (error) {
    return error instanceof AppError ? error.code : `a fault: ${String(error)}`
  }
}

const roleIn = ({ roles }: SessionState, id: string): RoleState => {
  const role = roles.find((each) => each.role === id)
  if (role === undefined) throw new Error(`no role ${id}`)
  return role
}

const reusedIn = ({ roles }: SessionState): string[] =>
  roles.filter(({ reused }) => reused === true).map(({ role }) => role)

const retried = async (room: RetryRoom, session: string, role: string): Promise<SessionState> =>
  room.registry.ended((await room.retry(session, role)).session)

const reconnaissance = ['scout', 'intel', 'quant', 'historian']

/** What a role came to, without what it took. */
const answerOf = ({ text, reasoning, stance, p, claims, findings, levels, status }: RoleState) => ({
  ...{ text, reasoning, stance, p, claims, findings, levels, status }
})

const filed = (events: readonly AnyEnvelope[]): string[] =>
  events.flatMap((event) =>
    event.type === 'forecast.filed' ? [`${event.data.role} ${event.data.method}`] : []
  )

describe('a role that is tried again after its session has ended', () => {
  it('runs in a new session in which all that did not depend on it stands, with no call made', async () => {
    const room = openRetryRoom({ scout: says('Scouted.'), bull: says('Up.'), bear: fails })
    const change = { prompt: 'Why?', marketContext: 'Calm.', mandate: null }
    const parent = await room.run(change)
    expect(roleIn(parent, 'bear').status).toBe('error')
    room.asked.length = 0
    room.models['bear'] = says('Down.')
    const state = await retried(room, parent.session, 'bear')
    expect(state.session).not.toBe(parent.session)
    expect(state).toMatchObject({ parent: parent.session, status: 'completed', ...change })
    expect(room.asked.map(({ role }) => role)).toEqual(['bear'])
    expect(roleIn(state, 'bear')).toMatchObject({ text: 'Down.', status: 'ok', attempt: 1 })
    const stands = reusedIn(state)
    expect(stands).toEqual(expect.arrayContaining([...reconnaissance, 'bull']))
    expect(stands).not.toContain('strategist')
    for (const role of stands) {
      expect(answerOf(roleIn(state, role))).toEqual(answerOf(roleIn(parent, role)))
      expect(roleIn(state, role)).toMatchObject({ usage: null, totalMs: 0 })
    }
    expect(state.facts).toEqual(parent.facts)
    expect(state.usage).toMatchObject({ inputTokens: 10, costUsd: 0.5 })
  })

  it('has the request and the seed of its parent on record, and can be read again', async () => {
    const room = openRetryRoom({ bear: fails })
    const parent = await room.run({ asOf: '1823-09-01', mode: 'custom', roles: ['quant', 'bear'] })
    const state = await retried(room, parent.session, 'bear')
    const [first, again] = [await room.eventsOf(parent.session), await room.eventsOf(state.session)]
    const startOf = (events: AnyEnvelope[]) => events[0]?.data as Record<string, unknown>
    expect(startOf(again)).toEqual({
      ...startOf(first),
      ...{ parent: parent.session, reused: ['quant'] }
    })
    expect(startOf(again)).toMatchObject({ seed: 1, charters: { version: '9.9.9' } })
    expect(reduceEvents(state.session, again)).toEqual(state)
    // And its child goes on from it.
    room.models['bear'] = says('Down.')
    const grandchild = await retried(room, state.session, 'bear')
    expect(roleIn(grandchild, 'bear').status).toBe('ok')
    expect(reusedIn(grandchild)).toEqual(['quant'])
  })

  it('files each forecast once, over parent and child', async () => {
    const room = openRetryRoom({ scout: says('Scouted.'), bear: fails }, 900)
    const parent = await room.run()
    room.models['bear'] = says('Down.')
    const state = await retried(room, parent.session, 'bear')
    const before = filed(await room.eventsOf(parent.session))
    const after = filed(await room.eventsOf(state.session))
    expect(before).toContain('scout model/1: p as stated in the answer')
    expect(before.some((each) => each.startsWith('quant desk/'))).toBe(true)
    const again = after.filter((each) => before.includes(each))
    expect(again.every((each) => each.startsWith('room '))).toBe(true)
    expect(after).toContain('bear model/1: p as stated in the answer')
  })

  it('files what a parent that was stopped did not', async () => {
    const room = openRetryRoom({ scout: says('Scouted.'), strategist: lasts })
    const session = await room.begin()
    await reached(room, session, { role: 'strategist', status: 'running' })
    await room.registry.cancel(session, 'user')
    expect(filed(await room.eventsOf(session))).toEqual([])
    room.models['strategist'] = says('Hold.')
    const state = await retried(room, session, 'strategist')
    expect(reusedIn(state)).toEqual(expect.arrayContaining([...reconnaissance, 'bull', 'bear']))
    const forecasts = filed(await room.eventsOf(state.session))
    expect(forecasts).toContain('scout model/1: p as stated in the answer')
  })

  it('takes nothing over that broke off with its session, nor what came after that', async () => {
    const room = openRetryRoom({ scout: lasts, quant: fails })
    const session = await room.begin()
    await reached(room, session, { role: 'quant', status: 'error' })
    await reached(room, session, { role: 'historian', status: 'abstained' })
    await room.registry.cancel(session, 'user')
    room.models['scout'] = room.models['quant'] = says('Now.')
    const state = await retried(room, session, 'quant')
    expect(reusedIn(state)).toEqual(['intel', 'historian'])
    expect(roleIn(state, 'scout')).toMatchObject({ text: 'Now.', status: 'ok' })
    expect(state.status).toBe('completed')
  })

  it('is refused for one that answered, is not there, or whose evidence is gone', async () => {
    const room = openRetryRoom({ bear: fails })
    const { session } = await room.run()
    expect(await refusal(() => room.retry(session, 'bull'))).toBe('role.nothing-to-retry')
    expect(await refusal(() => room.retry(session, 'wizard'))).toBe('input.unknown-role')
    expect(await refusal(() => room.retry('nowhere', 'bear'))).toBe('session.not-found')
    const parts = { sessions: room.registry, evidence: new EvidenceStore(null) }
    const start = () => Promise.reject(new Error('it was started'))
    const routes = roleRoutes({ ...parts, playbook: loadEquity(), start })
    const call = { session, role: 'bear' }
    const gone = () => routes['session.retryRole'](call, callerOf('window:1'))
    expect(await refusal(gone)).toBe('evidence.not-found')
  })

  it('is for who may read the session, and the new one is the asking window’s', async () => {
    const room = openRetryRoom({ bear: fails })
    const { session } = await room.run()
    expect(await refusal(() => room.retry(session, 'bear', other))).toBe('session.forbidden')
    await room.registry.openPast(session, other.principal)
    const again = await room.retry(session, 'bear', other)
    expect(room.registry.mayControl('window:2', again.session)).toBe(true)
    expect(room.registry.mayControl('window:1', again.session)).toBe(false)
    await room.registry.shutdown()
  })
})

describe('a role that is tried again while its session lives', () => {
  it('stays in it, at its holder’s word alone', async () => {
    const room = openRetryRoom({ scout: lasts, quant: fails })
    const session = await room.begin()
    await reached(room, session, { role: 'quant', status: 'error' })
    room.registry.watch(session, other.principal)
    expect(await refusal(() => room.retry(session, 'quant', other))).toBe('session.forbidden')
    room.models['quant'] = says('Now.')
    expect(await room.retry(session, 'quant')).toEqual({ session })
    await reached(room, session, { role: 'quant', status: 'ok' })
    expect(await refusal(() => room.retry(session, 'quant'))).toBe('role.nothing-to-retry')
    await room.registry.shutdown()
  })
})

describe('the desk’s answer beside a model’s', () => {
  it('is what the desk says in a room of its own, and leaves the session as it was', async () => {
    const room = openRetryRoom({ quant: says('A model.'), strategist: says('A model too.') })
    const { session } = await room.run()
    const events = await room.eventsOf(session)
    const desk = await openRetryRoom({}).run()
    const quant = await room.compare(session, 'quant')
    const { text, stance, p, claims } = roleIn(desk, 'quant')
    expect(quant).toEqual({ role: 'quant', status: 'ok', text, stance, p, claims, reason: null })
    expect(await room.compare(session, 'quant')).toEqual(quant)
    expect((await room.compare(session, 'strategist')).text.length).toBeGreaterThan(100)
    expect(await room.eventsOf(session)).toEqual(events)
  })

  it('may be an abstention, with what it lacks', async () => {
    const room = openRetryRoom({ intel: says('A model reads no notes.') })
    const { session } = await room.run()
    const { text, reason } = roleIn(await openRetryRoom({}).run(), 'intel')
    expect(await room.compare(session, 'intel')).toMatchObject({
      status: 'abstained',
      text,
      reason
    })
  })

  it('is there while the session lives, for who may read it, and of no role of the desk', async () => {
    const room = openRetryRoom({ scout: lasts })
    const session = await room.begin()
    await reached(room, session, { role: 'scout', status: 'running' })
    await reached(room, session, { role: 'quant', status: 'ok' })
    expect((await room.compare(session, 'scout')).status).toBe('ok')
    for (const role of ['quant', 'strategist', 'wizard']) {
      expect(await refusal(() => room.compare(session, role))).toBe('role.nothing-to-compare')
    }
    expect(await refusal(() => room.compare(session, 'scout', other))).toBe('session.forbidden')
    await room.registry.shutdown()
  })
})
