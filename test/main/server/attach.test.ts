import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyEnvelope, Cursor } from '../../../preload/contract/events'
import { reduceEvents, reduceSession } from '../../../preload/contract/session-reducer'
import type { SessionState } from '../../../preload/contract/session-state'
import { systemClock } from '../../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { badCursors } from '../../support/bad-cursors'
import { FakeFeeds, type FakeFeed } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { attachWhilePublishing } from '../../support/stream-attach'
import { StreamClient } from '../../support/stream-client'
import { eventually } from '../../support/stream-page'

const window = 'window:1'

checkLeaks()
let server: StreamServer
let feeds: FakeFeeds
let sessions = 0

const newFeed = (): FakeFeed => feeds.add(`session-${(sessions += 1)}`, window)
const cursorOf = ({ epoch, seq }: SessionState | AnyEnvelope): Cursor => ({ epoch, seq })

beforeAll(async () => {
  feeds = new FakeFeeds()
  // A frame each millisecond, so that thousands of attaches take seconds.
  const limits = { inboundMessagesPerSecond: Number.POSITIVE_INFINITY, frameEveryMs: 1 }
  server = await startStreamServer({ feeds, clock: systemClock, limits })
})
afterAll(() => server.close())

/** What a client has of a session: the last state it was given and the events after it. */
const reducedBy = (client: StreamClient, session: string): SessionState => {
  let state = reduceEvents(session, [])
  for (const frame of client.frames) {
    if (frame.t === 'snapshot' || frame.t === 'resync') state = frame.state
    if (frame.t === 'events') for (const event of frame.events) state = reduceSession(state, event)
  }
  return state
}

describe('a subscription', () => {
  test('without a cursor begins with a snapshot and goes on live', async () => {
    const feed = newFeed().begin()
    const client = await StreamClient.connect(server, window)
    client.subscribe(feed.session)
    const snapshot = await client.until('snapshot')
    expect(snapshot.state).toEqual(feed.state())
    feed.write('scout', 'Breadth is thin.')
    await client.when(() => client.events().length === 1)
    expect(reducedBy(client, feed.session)).toEqual(feed.state())
    await client.close()
  })

  test('with include_history=false begins with what comes next', async () => {
    const feed = newFeed().begin()
    const client = await StreamClient.connect(server, window, { query: '?include_history=false' })
    client.subscribe(feed.session)
    await client.settle()
    const next = feed.write('scout', 'Only this.')
    await client.when(() => client.events().length > 0)
    expect(client.frames.map((frame) => frame.t)).toEqual(['hello', 'pong', 'events'])
    expect(client.events()).toEqual([next])
    await client.close()
  })

  test('after a cursor gets exactly what followed it', async () => {
    const feed = newFeed().begin()
    const cursor = cursorOf(feed.state())
    const missed = Array.from({ length: 1_200 }, (_, index) => feed.write('bull', `${index} `))
    const client = await StreamClient.connect(server, window)
    client.subscribe(feed.session, cursor)
    const { seq } = missed.at(-1)!
    await client.when(() => client.events().at(-1)?.seq === seq)
    expect(client.seqs()).toEqual(missed.map((event) => event.seq))
    expect(client.typed('bull')).toBe(feed.textOf('bull'))
    expect(server.meter.errors).toEqual({ closed: 0, 'not-open': 0, overflow: 0, error: 0 })
    expect(client.of('resync')).toEqual([])
    await client.close()
  })

  test('at the end of a session gets nothing twice', async () => {
    const feed = newFeed().begin()
    feed.publish('session.completed', { reason: 'done' })
    const client = await StreamClient.connect(server, window)
    client.subscribe(feed.session, cursorOf(feed.state()))
    await client.settle()
    expect(client.frames.map((frame) => frame.t)).toEqual(['hello', 'pong'])
    await client.close()
  })

  test('that is repeated goes on from the last cursor only', async () => {
    const feed = newFeed().begin()
    const client = await StreamClient.connect(server, window)
    for (let time = 0; time < 20; time += 1) client.subscribe(feed.session)
    await client.settle()
    const event = feed.write('scout', 'Once.')
    await client.when(() => client.events().length > 0)
    await client.settle()
    expect(client.events()).toEqual([event])
    await client.close()
  })

  test('ends with unsubscribe, and the room with its last member', async () => {
    const feed = newFeed().begin()
    const rooms = server.roomCount
    const client = await StreamClient.connect(server, window)
    client.subscribe(feed.session)
    await client.settle()
    expect([server.roomCount, feed.listeners]).toEqual([rooms + 1, 1])
    client.send({ t: 'unsubscribe', session: feed.session })
    await client.settle()
    expect([server.roomCount, feed.listeners]).toEqual([rooms, 0])
    feed.write('scout', 'Unheard.')
    await client.settle()
    expect(client.events()).toEqual([])
    await client.close()
  })
})

describe('a cursor that cannot be served gets the whole state, never a silent gap', () => {
  test.each(badCursors)('%s', async (_name, spoil) => {
    const feed = newFeed().begin()
    const cursor = spoil(feed)
    const client = await StreamClient.connect(server, window)
    client.subscribe(feed.session, cursor)
    const { state } = await client.until('resync')
    expect(state).toEqual(feed.state())
    feed.write('quant', 'After it, live.')
    await client.when(() => client.events().length > 0)
    expect(reducedBy(client, feed.session)).toEqual(feed.state())
    await client.close()
  })

  test('when so much is published during the replay that it cannot be held back', async () => {
    const feed = newFeed().begin()
    feed.beforeRead = () => new Promise(() => undefined)
    const client = await StreamClient.connect(server, window)
    client.subscribe(feed.session, { epoch: 1, seq: 2 })
    await client.settle()
    for (let index = 0; index < 40; index += 1) {
      feed.write('bull', 'x'.repeat(64 * 1024))
      await new Promise((resolve) => setTimeout(resolve, 9))
      if (client.of('resync').length > 0) break
    }
    await client.until('resync')
    feed.write('bull', 'y')
    await client.when(() => reducedBy(client, feed.session).seq === feed.state().seq)
    expect(reducedBy(client, feed.session)).toEqual(feed.state())
    await client.close()
  })
})

describe('attaching while publishing goes on', () => {
  test('leaves out of a later frame what the snapshot has already', async () => {
    const feed = newFeed().begin()
    const [early, late] = [
      await StreamClient.connect(server, window),
      await StreamClient.connect(server, window)
    ]
    early.subscribe(feed.session)
    await early.settle()
    feed.lagging = true
    feed.write('scout', 'one ')
    feed.write('scout', 'two ')
    late.subscribe(feed.session)
    await late.until('snapshot')
    const { seq } = feed.write('scout', 'three ')
    feed.catchUp()
    const isThere = (client: StreamClient): boolean => client.events().at(-1)?.seq === seq
    await Promise.all([early.when(() => isThere(early)), late.when(() => isThere(late))])
    expect(early.seqs()).toEqual([seq - 2, seq - 1, seq])
    expect(late.seqs()).toEqual([seq])
    await Promise.all([early.close(), late.close()])
  })

  const attaches = 1_000
  const seed = 20_200_417

  test(`delivers each event exactly once, ${attaches} times (seed ${seed})`, async () => {
    const feed = newFeed().begin()
    const run = { server, feed, principal: window, attaches, seed }
    expect(await attachWhilePublishing(run)).toEqual([])
    await eventually(() => feed.listeners === 0)
  })
})
