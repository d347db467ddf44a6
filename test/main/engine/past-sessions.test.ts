import { expect, it } from 'vitest'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import { PastFeed } from '../../../main/engine/past-feed'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import { checkLeaks } from '../../support/leaks'
import { okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'
import { MemoryArchive } from './memory-archive'

checkLeaks()

const waiting = scripted(
  (_context, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(okAnswer)))
)
const endless = () => planOf({ one: [roleLane('a', waiting)] })
const short = () => planOf({ one: [roleLane('a', writing('Hello, ', 'world'))] })

const open = () => {
  const archive = new MemoryArchive()
  const registry = new SessionRegistry({
    journal: archive,
    archive,
    clock: systemClock,
    maximumRunning: 4
  })
  return { archive, registry }
}

/** A session that has run to its end and that nobody looks at any more. */
const kept = async ({ registry }: ReturnType<typeof open>): Promise<string> => {
  const { session } = registry.start(short(), 'window:0')
  await registry.ended(session)
  await registry.release('window:0')
  return session
}

it('reads a kept session as it was, event for event, and runs nothing again', async () => {
  const room = open()
  const { registry, archive } = room
  const session = await kept(room)
  expect(registry.feed(session)).toBeNull()
  const before = await archive.read(session, 0)
  await registry.openPast(session, 'window:1')
  const feed = registry.feed(session)
  expect(feed?.state()).toEqual(reduceEvents(session, before))
  expect(feed?.state().roles[0]?.text).toBe('Hello, world')
  expect(await feed?.readAfter({ epoch: 1, seq: 3 })).toEqual(before.slice(3))
  expect(await archive.read(session, 0)).toEqual(before)
  expect(registry.liveSessions).toEqual([])
  expect(registry.monitored()).toEqual([])
})

it('lets who opened a kept session read it, not control it, and nobody else read it', async () => {
  const room = open()
  const session = await kept(room)
  await room.registry.openPast(session, 'window:1')
  expect(room.registry.mayRead('window:1', session)).toBe(true)
  expect(room.registry.mayControl('window:1', session)).toBe(false)
  expect(room.registry.mayRead('window:2', session)).toBe(false)
  expect(room.registry.watchedBy('window:1')).toBe(session)
  expect(room.registry.heldBy('window:1')).toBeNull()
})

it('changes nothing of a kept session, whatever is asked of it', async () => {
  const room = open()
  const { registry, archive } = room
  const session = await kept(room)
  await registry.openPast(session, 'window:1')
  const before = await archive.read(session, 0)
  expect(registry.pause(session, 'window:1')).toBe(false)
  expect(registry.resume(session, 'window:1')).toBe(false)
  expect(await registry.cancelRole(session, 'a')).toBe(false)
  expect(await registry.cancel(session, 'user')).toBe('completed')
  expect((await registry.ended(session)).status).toBe('completed')
  registry.logToLive('warning', () => 'a line')
  await registry.shutdown()
  expect(await archive.read(session, 0)).toEqual(before)
})

it('knows no session that was never kept, or was deleted', async () => {
  const room = open()
  const { registry, archive } = room
  const notFound = { code: 'session.not-found' }
  await expect(registry.openPast('nowhere', 'window:1')).rejects.toMatchObject(notFound)
  const session = await kept(room)
  await archive.remove([session], 0)
  await expect(registry.openPast(session, 'window:1')).rejects.toMatchObject(notFound)
  expect(registry.size).toBe(0)
  await archive.restore([session])
  await registry.openPast(session, 'window:1')
  expect(registry.size).toBe(1)
})

it('knows no kept session where nothing is kept', async () => {
  const { archive } = open()
  const registry = new SessionRegistry({ journal: archive, clock: systemClock, maximumRunning: 1 })
  const { session } = registry.start(short(), 'window:1')
  await registry.ended(session)
  await expect(registry.openPast(session, 'window:2')).rejects.toMatchObject({
    code: 'session.not-found'
  })
  await registry.release('window:1')
  await expect(registry.openPast(session, 'window:1')).rejects.toMatchObject({
    code: 'session.not-found'
  })
})

it('refuses another window a session that still runs (R7), and leaves it as it was', async () => {
  const { registry } = open()
  const { session } = registry.start(endless(), 'window:1')
  await expect(registry.openPast(session, 'window:2')).rejects.toMatchObject({
    code: 'session.forbidden'
  })
  expect(registry.mayRead('window:2', session)).toBe(false)
  expect(registry.liveSessions).toEqual([session])
  await registry.openPast(session, 'window:1')
  expect(registry.mayControl('window:1', session)).toBe(true)
  await registry.shutdown()
})

it('opens one entry for two windows that open a session at once', async () => {
  const room = open()
  const { registry } = room
  const session = await kept(room)
  await Promise.all(['window:1', 'window:2'].map((window) => registry.openPast(session, window)))
  expect(registry.size).toBe(1)
  expect(registry.mayRead('window:1', session) && registry.mayRead('window:2', session)).toBe(true)
})

it('forgets a kept session with the last that leaves it, and not before', async () => {
  const room = open()
  const { registry } = room
  const session = await kept(room)
  await registry.openPast(session, 'window:1')
  await registry.openPast(session, 'window:2')
  registry.leave(session, 'window:1')
  registry.leave(session, 'window:1')
  registry.leave(session, 'window:9')
  registry.leave('nowhere', 'window:1')
  await Promise.resolve()
  expect(registry.mayRead('window:1', session)).toBe(false)
  expect(registry.size).toBe(1)
  await registry.release('window:2')
  await Promise.resolve()
  expect(registry.size).toBe(0)
  expect(registry.feed(session)).toBeNull()
})

it('keeps what is opened again in the moment in which it would be forgotten', async () => {
  const room = open()
  const { registry } = room
  const session = await kept(room)
  await registry.openPast(session, 'window:1')
  registry.leave(session, 'window:1')
  await registry.openPast(session, 'window:1')
  await Promise.resolve()
  expect(registry.mayRead('window:1', session)).toBe(true)
  expect(registry.feed(session)).not.toBeNull()
})

it('leaves a session to its holder when a watcher leaves, and holding when a holder does', async () => {
  const { registry } = open()
  const { session } = registry.start(endless(), 'window:1')
  registry.watch(session, 'window:2')
  registry.watch(session, 'window:1')
  registry.leave(session, 'window:2')
  registry.leave(session, 'window:1')
  expect(registry.mayRead('window:2', session)).toBe(false)
  expect(registry.mayControl('window:1', session)).toBe(true)
  expect(registry.liveSessions).toEqual([session])
  await registry.shutdown()
})

it('serves no cursor from another epoch, before the first or after the last event', async () => {
  const room = open()
  const session = await kept(room)
  const feed = await PastFeed.open(room.archive, session)
  const { seq } = feed.state()
  expect(await feed.readAfter({ epoch: 1, seq })).toEqual([])
  expect(await feed.readAfter({ epoch: 1, seq: seq + 1 })).toBeNull()
  expect(await feed.readAfter({ epoch: 1, seq: -1 })).toBeNull()
  expect(await feed.readAfter({ epoch: 2, seq: 1 })).toBeNull()
  expect(await feed.readAfter({ epoch: 0, seq: 1 })).toBeNull()
})

it('passes no gap off as an end once an open session was deleted for good (R2)', async () => {
  const room = open()
  const session = await kept(room)
  const feed = await PastFeed.open(room.archive, session)
  await room.archive.remove([session], 1)
  await room.archive.purge({ removedUntil: 1, startedBefore: null })
  expect(await feed.readAfter({ epoch: 1, seq: 2 })).toBeNull()
  expect(feed.state().roles[0]?.text).toBe('Hello, world')
})
