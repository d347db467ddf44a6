import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cursor } from '../../preload/contract/events'
import { systemClock } from '../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../main/server/stream-server'
import { badCursors } from '../support/bad-cursors'
import { bestOfThree } from '../support/best-of-three'
import { FakeFeeds, fakeRoles, type FakeFeed } from '../support/fake-feed'
import { checkLeaks } from '../support/leaks'
import { attachWhilePublishing } from '../support/stream-attach'
import { StreamClient } from '../support/stream-client'

checkLeaks()
const seed = Number(process.env['SEED'] ?? 20_261_121)
const principal = 'window:1'
const resyncWithinMs = 50
let server: StreamServer
let feeds: FakeFeeds
let sessions = 0

const newFeed = (): FakeFeed => feeds.add(`session-${(sessions += 1)}`, principal).begin()

beforeAll(async () => {
  feeds = new FakeFeeds()
  const limits = { inboundMessagesPerSecond: Number.POSITIVE_INFINITY, frameEveryMs: 1 }
  server = await startStreamServer({ feeds, clock: systemClock, limits })
})
afterAll(() => server.close())

test(`attaches 10,000 times while events are published, each exactly once (seed ${seed})`, async () => {
  const run = { server, feed: newFeed(), principal, attaches: 10_000, seed }
  expect(await attachWhilePublishing(run)).toEqual([])
})

/** How long the answer to a cursor that cannot be served takes; its state must be the whole. */
const resyncMs = async (
  client: StreamClient,
  spoil: (feed: FakeFeed) => Cursor
): Promise<number> => {
  const feed = newFeed()
  for (const role of fakeRoles) feed.write(role, 'x'.repeat(20_000))
  const cursor = spoil(feed)
  client.frames.length = 0
  const startedMs = performance.now()
  client.subscribe(feed.session, cursor)
  const { state } = await client.until('resync')
  const tookMs = performance.now() - startedMs
  expect(state).toEqual(feed.state())
  expect(client.of('snapshot')).toEqual([])
  client.send({ t: 'unsubscribe', session: feed.session })
  return tookMs
}

test.each(badCursors)(
  'answers a cursor %s by a resync within 50 ms, 200 times',
  async (_, spoil) => {
    const client = await StreamClient.connect(server, principal)
    for (let round = 0; round < 200; round += 1) {
      const tookMs = await bestOfThree(resyncWithinMs, () => resyncMs(client, spoil))
      expect(tookMs).toBeLessThanOrEqual(resyncWithinMs)
    }
    await client.close()
  }
)
