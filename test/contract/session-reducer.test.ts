import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventKinds, isTerminal } from '../../preload/contract/event-kinds'
import type { AnyEnvelope, EventMap, EventType } from '../../preload/contract/events'
import { emptySessionState } from '../../preload/contract/session-initial'
import { decodeServerFrame } from '../../preload/contract/wire'
import { encodeEvents } from '../../preload/contract/events-frame'
import { reduceEvents, reduceFrame, reduceSession } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'
import { timelineLimit } from '../../preload/contract/session-timeline'
import { eventData, frameEvents } from '../support/contract-arbitraries'
import { FakeFeed, fakeRoles, roleCompletedData, roleStartedData } from '../support/fake-feed'

const runs = { numRuns: 1_000, seed: 47 }

const freeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}

/** A session in which every type of event may come at any moment, its end last. */
const sessionEvents = fc.array(frameEvents, { minLength: 1, maxLength: 8 }).map((frames) => {
  const events = frames
    .flat()
    .map((event, index) => ({ ...event, session: 'one', epoch: 1, seq: index + 2 }))
  return [...new FakeFeed('one').begin().events.slice(0, 1), ...events] as AnyEnvelope[]
})

/** A session that mostly types, each role where it had come to. */
const typedSession = fc
  .array(fc.tuple(fc.constantFrom(...fakeRoles), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 30
  })
  .map((lines) => {
    const feed = new FakeFeed('one').begin()
    for (const [role, text] of lines) {
      if (text === '') feed.publish('log.appended', { level: 'info', message: role })
      else feed.write(role, text)
    }
    return feed.events
  })

const roleOf = (state: SessionState, role: string) => state.roles.find((each) => each.role === role)

describe('the state of a session', () => {
  test('is the same whether its events come at once, or after a snapshot of any part', () => {
    fc.assert(
      fc.property(sessionEvents, fc.nat(), (events, at) => {
        const cut = at % (events.length + 1)
        const snapshot = JSON.parse(
          JSON.stringify(reduceEvents('one', events.slice(0, cut)))
        ) as SessionState
        const resumed = events.slice(cut).reduce(reduceSession, snapshot)
        expect(resumed).toEqual(reduceEvents('one', events))
      }),
      runs
    )
  })

  test('is the same whether a frame is applied at once or event by event, joined or not', () => {
    const parts = fc.tuple(fc.oneof(sessionEvents, typedSession), fc.nat(), fc.nat())
    fc.assert(
      fc.property(parts, ([events, from, length]) => {
        const start = from % (events.length + 1)
        const frame = events.slice(start, start + 1 + (length % events.length))
        const before = freeze(reduceEvents('one', events.slice(0, start)))
        const oneByOne = frame.reduce(reduceSession, before)
        expect(reduceFrame(before, freeze(frame))).toEqual(oneByOne)
        const sent = frame.length === 0 ? null : decodeServerFrame(encodeEvents(frame))
        if (sent?.t === 'events') expect(reduceFrame(before, sent.events)).toEqual(oneByOne)
      }),
      runs
    )
  })

  test('is the same when the beginning of a frame has been seen, also of a joined delta', () => {
    fc.assert(
      fc.property(typedSession, fc.nat(), fc.nat(), (events, at, back) => {
        const seen = 1 + (at % events.length)
        const from = Math.max(0, seen - 1 - (back % 4))
        const frame = decodeServerFrame(encodeEvents(events.slice(from)))
        if (frame.t !== 'events') throw new Error('not an events frame')
        const state = reduceEvents('one', events.slice(0, seen))
        expect(reduceFrame(state, frame.events)).toEqual(reduceEvents('one', events))
      }),
      runs
    )
  })

  test('is not changed by an event that it has seen', () => {
    fc.assert(
      fc.property(sessionEvents, fc.nat(), (events, at) => {
        const state = reduceEvents('one', events)
        const seen = events[at % events.length]!
        if (state.seq >= seen.seq) expect(reduceSession(state, seen)).toBe(state)
      }),
      runs
    )
  })

  test('is made without touching the one before, or the event', () => {
    fc.assert(
      fc.property(sessionEvents, (events) => {
        let state = freeze(emptySessionState('one'))
        for (const event of events) state = freeze(reduceSession(state, freeze(event)))
      }),
      runs
    )
  })

  test('does not change after its end, whatever comes', () => {
    const terminal = (Object.keys(eventKinds) as EventType[]).filter(isTerminal)
    expect(terminal).toEqual(['session.completed', 'session.cancelled', 'session.failed'])
    fc.assert(
      fc.property(frameEvents, fc.constantFrom(...terminal), (events, type) => {
        const feed = new FakeFeed('one').begin()
        const [data] = fc.sample(eventData[type] as fc.Arbitrary<EventMap[typeof type]>, 1)
        feed.publish(type, data!)
        const end = feed.state()
        expect(end.end).not.toBeNull()
        expect(end.status).toBe(type.slice('session.'.length))
        const after = events.map((event, index) => ({
          ...event,
          epoch: 1,
          seq: end.seq + 1 + index
        }))
        expect((after as AnyEnvelope[]).reduce(reduceSession, end)).toBe(end)
      }),
      { numRuns: 300, seed: 47 }
    )
  })

  test('survives events of stages, lanes and roles that it does not know', () => {
    const feed = new FakeFeed('one').begin()
    const known = feed.state()
    feed.publish('stage.started', { stage: 'unknown' })
    feed.publish('role.started', roleStartedData('unknown'))
    feed.write('unknown', 'text')
    feed.publish('role.completed', roleCompletedData('unknown'))
    const { stages, roles } = feed.state()
    expect({ stages, roles }).toEqual({ stages: known.stages, roles: known.roles })
  })
})

describe("a role's text", () => {
  test('grows by what is new in each delta, and only grows', () => {
    const whole = 'The close stands 3.2 % above its 200-session average. 收盤 📈'
    const cuts = fc.uniqueArray(fc.nat({ max: whole.length }), { maxLength: 6 })
    fc.assert(
      fc.property(cuts, fc.nat({ max: 5 }), (given, overlap) => {
        const feed = new FakeFeed('one').begin()
        const ends = [...given.filter((cut) => cut > 0), whole.length].toSorted((a, b) => a - b)
        let before = 0
        for (const end of ends) {
          const offset = Math.max(0, before - overlap)
          const text = whole.slice(offset, end)
          feed.publish('role.delta', { role: 'scout', attempt: 1, offset, kind: 'answer', text })
          expect(feed.textOf('scout')).toBe(whole.slice(0, end))
          before = end
        }
      }),
      runs
    )
  })

  test('is kept apart from its reasoning and begins anew with a new attempt', () => {
    const feed = new FakeFeed('one').begin()
    const delta = { role: 'scout', attempt: 1, offset: 0 }
    feed.publish('role.delta', { ...delta, kind: 'reasoning', text: 'Weigh it.' })
    feed.publish('role.delta', { ...delta, kind: 'answer', text: 'Buy.' })
    const { text, reasoning, firstTokenMs } = roleOf(feed.state(), 'scout')!
    expect([text, reasoning]).toEqual(['Buy.', 'Weigh it.'])
    expect(firstTokenMs).toBeGreaterThan(0)
    feed.publish('role.started', roleStartedData('scout', 2))
    expect(roleOf(feed.state(), 'scout')).toMatchObject({ text: '', reasoning: '', attempt: 2 })
  })
})

describe('who answers for a role', () => {
  test('is told with who failed before it, also after a snapshot and another attempt', () => {
    const feed = new FakeFeed('one').begin()
    const by = { analyst: 'model', provider: 'Claude', model: 'opus' } as const
    const reason = { code: 'provider.network', message: '', retryable: true } as const
    const failed = { status: 'error', reason } as const
    feed.publish('role.started', { ...roleStartedData('scout'), ...by })
    feed.publish('role.completed', { ...roleCompletedData('scout'), ...failed })
    const change = { from: 'model', to: 'desk', provider: null, reason: reason.code } as const
    feed.publish('role.reassigned', { role: 'scout', ...change })
    feed.publish('role.started', { ...roleStartedData('scout', 2), reused: true })
    feed.write('scout', 'Flat.')
    const takeovers = [{ attempt: 1, provider: 'Claude', model: 'opus', reason }]
    const role = roleOf(feed.state(), 'scout')
    expect(role).toMatchObject({ attempt: 2, analyst: 'desk', reused: true, takeovers })
    expect(roleOf(feed.state(), 'quant')).not.toHaveProperty('takeovers')
    expect(feed.state().timeline.filter((entry) => entry.model !== undefined)).toMatchObject([
      { type: 'role.started', role: 'scout', provider: 'Claude', model: 'opus' }
    ])
  })
})

describe('what a session has used', () => {
  const used = (tokens: number, costUsd: number | null, estimated = false) => ({
    ...{ inputTokens: tokens, outputTokens: 1, costUsd, estimated }
  })

  test('is that of all roles and of all their attempts, also of one that was replaced', () => {
    const feed = new FakeFeed('one').begin()
    const [first, second] = fakeRoles as unknown as [string, string]
    expect(feed.state().usage).toBeNull()
    feed.publish('usage.updated', { role: first, usage: used(10, 0.5, true) })
    feed.publish('usage.updated', { role: first, usage: used(20, 1) })
    feed.publish('role.completed', {
      ...roleCompletedData(first),
      ...{ status: 'error', usage: used(20, 1) }
    })
    feed.publish('role.started', roleStartedData(first, 2))
    expect(roleOf(feed.state(), first)).toMatchObject({ usage: null, usageBefore: used(20, 1) })
    expect(feed.state().usage).toEqual(used(20, 1))
    feed.publish('usage.updated', { role: second, usage: used(5, 0.25, true) })
    feed.publish('usage.updated', { role: first, usage: used(3, 0.125) })
    const sum = { inputTokens: 28, outputTokens: 3, costUsd: 1.375, estimated: true }
    expect(feed.state().usage).toEqual(sum)
    feed.publish('role.started', roleStartedData(first, 3))
    expect(feed.state().usage).toEqual(sum)
  })

  test('is worth money where the price of every part is known', () => {
    const feed = new FakeFeed('one').begin()
    const [first, second] = fakeRoles as unknown as [string, string]
    feed.publish('usage.updated', { role: first, usage: used(10, 0.5) })
    feed.publish('usage.updated', { role: second, usage: used(10, null) })
    expect(feed.state().usage?.costUsd).toBeNull()
  })
})

describe('a stage', () => {
  const update = (change: Partial<EventMap['stage.updated']>): EventMap['stage.updated'] => ({
    stage: 'reconnaissance',
    lane: 'scout',
    progress: null,
    message: '',
    data: {},
    ...change
  })
  const stageOf = (feed: FakeFeed) => feed.state().stages[0]!

  test('merges the data of its updates and keeps its last message', () => {
    const feed = new FakeFeed('one').begin()
    feed.publish('stage.updated', update({ message: 'Reading', data: { bars: 1, from: '2000' } }))
    feed.publish('stage.updated', update({ data: { bars: 2 } }))
    expect(stageOf(feed)).toMatchObject({ message: 'Reading', data: { bars: 2, from: '2000' } })
  })

  test('has the mean of its lanes as progress, within 0 and 1', () => {
    const feed = new FakeFeed('one').begin()
    feed.publish('stage.updated', update({ progress: 7 }))
    feed.publish('stage.updated', update({ lane: 'quant', progress: -1 }))
    expect(stageOf(feed).progress).toBeCloseTo(1 / fakeRoles.length)
    for (const role of fakeRoles) feed.publish('role.completed', roleCompletedData(role))
    expect(stageOf(feed).progress).toBe(1)
  })

  test('that ran is cancelled at the end, one that never began is skipped, its roles too', () => {
    const feed = new FakeFeed('one')
    feed.begin().publish('session.cancelled', { reason: 'user' })
    expect(stageOf(feed).status).toBe('cancelled')
    const early = new FakeFeed('two')
    early.publish('session.started', feed.events[0]!.data as EventMap['session.started'])
    early.publish('session.cancelled', { reason: 'user' })
    expect(early.state().stages.map((stage) => stage.status)).toEqual(['skipped'])
    expect(new Set(early.state().roles.map((role) => role.status))).toEqual(new Set(['skipped']))
  })
})

describe('the timeline', () => {
  test('has what happened, not what was typed, and is never too long', () => {
    const feed = new FakeFeed('one').begin()
    const before = feed.state().timeline.length
    feed.write('scout', 'typed')
    expect(feed.state().timeline).toHaveLength(before)
    for (let count = 0; count < timelineLimit + 10; count += 1) {
      feed.publish('log.appended', { level: 'warning', message: `line ${count}` })
    }
    const { timeline } = feed.state()
    expect(timeline).toHaveLength(timelineLimit)
    expect(timeline.at(-1)).toMatchObject({
      level: 'warning',
      message: `line ${timelineLimit + 9}`,
      seq: feed.state().seq
    })
  })
})
