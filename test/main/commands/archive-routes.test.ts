import { describe, expect, it } from 'vitest'
import { undoDeleteMs } from '../../../preload/contract/limits'
import { archiveRoutes } from '../../../main/commands/archive-routes'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { everySession } from '../engine/memory-archive'
import type { Room } from './route-fixture'
import { callerOf, codeOf, goodCsv, openRoom, requestOf, valueOf } from './route-fixture'

const owner = callerOf('window:1')
const other = callerOf('window:2')

const startIn = async (room: Room, caller = owner): Promise<string> => {
  const { sha256 } = await room.evidence.put('prices', 'sp500.csv', goodCsv)
  return valueOf(await room.call('session.start', requestOf(sha256), caller)).session
}

/** A session that was started and stopped, with its window still on it. */
const endedIn = async (room: Room, caller = owner): Promise<string> => {
  const session = await startIn(room, caller)
  valueOf(await room.call('session.cancel', { session }, caller))
  return session
}

const listed = async (room: Room): Promise<string[]> =>
  valueOf(await room.call('session.list', everySession)).map(({ session }) => session)

describe('the list of sessions', () => {
  it('has those that run and those that ended, with how they ended', async () => {
    const room = openRoom()
    const ended = await endedIn(room)
    const running = await startIn(room, other)
    const list = valueOf(await room.call('session.list', everySession))
    expect(list.map(({ session }) => session).sort()).toEqual([ended, running].sort())
    const terminalOf = (id: string) => list.find(({ session }) => session === id)?.terminal
    expect(terminalOf(ended)).toMatchObject({ type: 'session.cancelled', reason: 'user' })
    expect(terminalOf(running)).toBeNull()
    const ends = valueOf(await room.call('session.list', { ...everySession, end: 'cancelled' }))
    expect(ends.map(({ session }) => session)).toEqual([ended])
    await room.registry.shutdown()
  })

  it('is empty where nothing is kept, and there is nothing to open, delete or have back', async () => {
    const sessions = new SessionRegistry({
      journal: new MemoryJournal(),
      clock: systemClock,
      maximumRunning: 1
    })
    const parts = { sessions, archive: null, onSessionsChanged: () => undefined, wallMs: () => 0 }
    const routes = archiveRoutes(parts)
    expect(await routes['session.list'](everySession, owner)).toEqual([])
    expect(await routes['session.delete']({ sessions: ['abc'] }, owner)).toEqual({ sessions: [] })
    expect(await routes['session.restore']({ sessions: ['abc'] }, owner)).toEqual({ sessions: [] })
    await expect(routes['session.open']({ session: 'abc' }, owner)).rejects.toMatchObject({
      code: 'session.not-found'
    })
  })
})

describe('a kept session', () => {
  it('is opened by any window, read as it was, and left again', async () => {
    const room = openRoom()
    const session = await endedIn(room)
    const before = await room.archive.read(session, 0)
    await room.registry.release('window:1')
    expect(room.registry.feed(session)).toBeNull()
    expect(valueOf(await room.call('session.open', { session }, other))).toEqual({ session })
    expect(room.registry.feed(session)?.state().end).toMatchObject({ reason: 'user' })
    expect(valueOf(await room.call('session.current', {}, other))).toEqual({
      session,
      holds: false
    })
    expect(valueOf(await room.call('session.leave', { session }, other))).toEqual({})
    expect(valueOf(await room.call('session.current', {}, other))).toEqual({
      session: null,
      holds: false
    })
    expect(room.registry.feed(session)).toBeNull()
    expect(await room.archive.read(session, 0)).toEqual(before)
  })

  it('that was opened can be steered by nobody (R7)', async () => {
    const room = openRoom()
    const session = await endedIn(room)
    await room.registry.release('window:1')
    valueOf(await room.call('session.open', { session }, other))
    for (const route of ['session.cancel', 'session.pause', 'session.resume'] as const) {
      expect(codeOf(await room.call(route, { session }, other))).toBe('session.forbidden')
    }
    const role = await room.call('session.cancelRole', { session, role: 'scout' }, other)
    expect(codeOf(role)).toBe('session.forbidden')
  })

  it('that is not there cannot be opened, and leaving it does nothing', async () => {
    const room = openRoom()
    const nowhere = { session: 'nowhere' }
    expect(codeOf(await room.call('session.open', nowhere))).toBe('session.not-found')
    expect(valueOf(await room.call('session.leave', nowhere))).toEqual({})
    expect(room.registry.size).toBe(0)
  })

  it('that runs for another window cannot be opened (R7)', async () => {
    const room = openRoom()
    const session = await startIn(room)
    expect(codeOf(await room.call('session.open', { session }, other))).toBe('session.forbidden')
    expect(room.registry.mayRead('window:2', session)).toBe(false)
    expect(valueOf(await room.call('session.open', { session }, owner))).toEqual({ session })
    expect(valueOf(await room.call('session.leave', { session }, owner))).toEqual({})
    expect(room.registry.liveSessions).toEqual([session])
    await room.registry.shutdown()
  })
})

describe('deleting', () => {
  it('takes ended sessions off the list, and an undo puts back those and no others', async () => {
    const room = openRoom()
    const [first, second] = [await endedIn(room), await endedIn(room, other)]
    const both = { sessions: [first, second] }
    expect(valueOf(await room.call('session.delete', { sessions: [first] }))).toEqual({
      sessions: [first]
    })
    expect(await listed(room)).toEqual([second])
    // Its window shows it still; no other opens it now, and once it is left nobody does.
    const third = await room.call('session.open', { session: first }, callerOf('window:3'))
    expect(codeOf(third)).toBe('session.not-found')
    expect(valueOf(await room.call('session.open', { session: first }))).toEqual({ session: first })
    await room.registry.release('window:1')
    expect(codeOf(await room.call('session.open', { session: first }))).toBe('session.not-found')
    expect(valueOf(await room.call('session.restore', both))).toEqual({ sessions: [first] })
    expect((await listed(room)).sort()).toEqual([first, second].sort())
    expect(room.listChanges).toBe(2)
  })

  it('of one that runs is refused with its name, and deletes none of those asked for', async () => {
    const room = openRoom()
    const ended = await endedIn(room)
    const running = await startIn(room, other)
    const result = await room.call('session.delete', { sessions: [ended, running] })
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'session.running', parameters: { session: running } }
    })
    expect((await listed(room)).sort()).toEqual([ended, running].sort())
    expect(room.registry.liveSessions).toEqual([running])
    expect(room.listChanges).toBe(0)
    await room.registry.shutdown()
  })

  it('what is not there deletes nothing, twice as well as once', async () => {
    const room = openRoom()
    const session = await endedIn(room)
    const sessions = [session, 'nowhere']
    expect(valueOf(await room.call('session.delete', { sessions }))).toEqual({
      sessions: [session]
    })
    expect(valueOf(await room.call('session.delete', { sessions }))).toEqual({ sessions: [] })
    expect(codeOf(await room.call('session.delete', { sessions: [] }))).toBe('input.invalid')
  })

  it('sent twice with one key deletes once and says the same', async () => {
    const room = openRoom()
    const input = { sessions: [await endedIn(room)] }
    const first = await room.call('session.delete', input, owner, 'same')
    expect(await room.call('session.delete', input, owner, 'same')).toEqual(first)
    expect(room.listChanges).toBe(1)
  })

  it('is for good once the time to undo is over', async () => {
    const room = openRoom()
    const session = await endedIn(room)
    valueOf(await room.call('session.delete', { sessions: [session] }))
    const removedUntil = Date.now() + undoDeleteMs
    expect(await room.archive.purge({ removedUntil, startedBefore: null })).toEqual([session])
    const restored = await room.call('session.restore', { sessions: [session] })
    expect(valueOf(restored)).toEqual({ sessions: [] })
    expect(await listed(room)).toEqual([])
  })
})
