import { describe, expect, it } from 'vitest'
import type { Room } from './route-fixture'
import { callerOf, codeOf, goodCsv, openRoom, requestOf, valueOf } from './route-fixture'

const owner = callerOf('window:1')
const other = callerOf('window:2')

const startIn = async (room: Room, caller = owner): Promise<string> => {
  const { sha256 } = await room.evidence.put('prices', 'sp500.csv', goodCsv)
  return valueOf(await room.call('session.start', requestOf(sha256), caller)).session
}

describe('another window (R7)', () => {
  it('can neither stop, pause, resume nor change a session, whose events stay as they were', async () => {
    const room = openRoom()
    const session = await startIn(room)
    const before = room.registry.feed(session)?.state()
    for (const route of ['session.cancel', 'session.pause', 'session.resume'] as const) {
      expect(codeOf(await room.call(route, { session }, other))).toBe('session.forbidden')
    }
    const role = await room.call('session.cancelRole', { session, role: 'scout' }, other)
    expect(codeOf(role)).toBe('session.forbidden')
    expect(room.registry.feed(session)?.state()).toBe(before)
    expect(room.registry.mayRead('window:2', session)).toBe(false)
    await room.registry.shutdown()
  })

  it('is told of no session but its own', async () => {
    const room = openRoom()
    const session = await startIn(room)
    expect(valueOf(await room.call('session.current', {}, owner))).toEqual({
      session,
      holds: true
    })
    expect(valueOf(await room.call('session.current', {}, other))).toEqual({
      session: null,
      holds: false
    })
    await room.registry.shutdown()
  })

  it('and its own window learn that an unknown session is not there', async () => {
    const room = openRoom()
    const result = await room.call('session.cancel', { session: 'nowhere' })
    expect(codeOf(result)).toBe('session.not-found')
  })
})

describe('the window that holds a session', () => {
  it('stops it, twice as well as once', async () => {
    const room = openRoom()
    const session = await startIn(room)
    expect(valueOf(await room.call('session.cancel', { session }))).toEqual({ status: 'cancelled' })
    expect(valueOf(await room.call('session.cancel', { session }))).toEqual({ status: 'cancelled' })
    expect(room.registry.feed(session)?.state().end).toMatchObject({ reason: 'user' })
  })

  it('pauses and resumes it', async () => {
    const room = openRoom()
    const session = await startIn(room)
    expect(valueOf(await room.call('session.pause', { session }))).toEqual({ paused: true })
    expect(room.registry.feed(session)?.state().status).toBe('paused')
    expect(valueOf(await room.call('session.resume', { session }))).toEqual({ paused: false })
    await room.registry.shutdown()
  })

  it('that starts again ends its first session as superseded, before the second begins', async () => {
    const room = openRoom()
    const first = await startIn(room)
    const [second, third] = await Promise.all([startIn(room), startIn(room)])
    for (const former of [first, second]) {
      const kept = await room.archive.find(former)
      expect(kept?.terminal).toMatchObject({ type: 'session.cancelled', reason: 'superseded' })
    }
    const ended = (await room.archive.read(second, 0)).at(-1)?.wallTime ?? Infinity
    const begun = (await room.archive.read(third, 0))[0]?.wallTime ?? 0
    expect(begun).toBeGreaterThanOrEqual(ended)
    expect(room.registry.liveSessions).toEqual([third])
    await room.registry.shutdown()
  })

  it('that starts again holds the new session alone; what it had is found in the archive', async () => {
    const room = openRoom()
    const first = await startIn(room)
    valueOf(await room.call('session.cancel', { session: first }))
    expect(valueOf(await room.call('session.current', {}))).toEqual({ session: first, holds: true })
    const second = await startIn(room)
    expect(room.registry.feed(first)).toBeNull()
    expect(valueOf(await room.call('session.current', {}))).toEqual({
      session: second,
      holds: true
    })
    expect(valueOf(await room.call('session.open', { session: first }))).toEqual({ session: first })
    await room.registry.shutdown()
  })
})

describe('a start', () => {
  it('gets the evidence by its hash, the same bytes as prices and as benchmark', async () => {
    const room = openRoom()
    const { sha256 } = await room.evidence.put('prices', 'sp500.csv', goodCsv)
    const bytes = new TextEncoder().encode('A note.')
    const { sha256: note } = await room.evidence.put('notes', 'a.md', bytes)
    const request = requestOf(sha256, {
      benchmark: sha256,
      notes: [note, note],
      asOf: '2019-12-31'
    })
    valueOf(await room.call('session.start', request))
    const { evidence } = room.started[0] ?? {}
    expect(evidence?.prices.kind).toBe('prices')
    expect(evidence?.benchmark?.kind).toBe('benchmark')
    expect(evidence?.notes).toHaveLength(1)
    expect(evidence?.asOfAsked).toBe('2019-12-31')
    await room.registry.shutdown()
  })

  it('without evidence, with an unknown role or with none is refused and starts nothing', async () => {
    const room = openRoom()
    const { sha256 } = await room.evidence.put('prices', 'sp500.csv', goodCsv)
    const start = (change: object, id = sha256) =>
      room.call('session.start', requestOf(id, change)).then(codeOf)
    expect(await start({}, 'f'.repeat(64))).toBe('evidence.not-found')
    expect(await start({ benchmark: 'f'.repeat(64) })).toBe('evidence.not-found')
    expect(await start({ mode: 'custom', roles: ['scout', 'wizard'] })).toBe('input.unknown-role')
    expect(await start({ mode: 'custom', roles: [] })).toBe('input.invalid')
    expect(await start({ asOf: '2020-02-30' })).toBe('input.invalid')
    expect(await start({ asOf: 'yesterday' })).toBe('input.invalid')
    expect(await start({ prompt: 'x'.repeat(8_001) })).toBe('input.invalid')
    expect(room.started).toEqual([])
    expect(room.registry.size).toBe(0)
  })
})
