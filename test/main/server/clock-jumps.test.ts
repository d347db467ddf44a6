import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeCodes } from '../../../preload/contract/close-codes'
import * as limits from '../../../preload/contract/limits'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeeds } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { rawExchange, statusOf, upgradeHead } from '../../support/raw-upgrade'
import { StreamClient } from '../../support/stream-client'
import { eventually, openPage, type StreamPage } from '../../support/stream-page'
import { StreamWatcher } from '../../support/stream-watcher'

checkLeaks()
const hourMs = 3_600_000
const sleepMs = 300_000
const window = 'window:1'
let server: StreamServer
let feeds: FakeFeeds
let clock: FakeClock

beforeEach(async () => {
  feeds = new FakeFeeds()
  clock = new FakeClock()
  server = await startStreamServer({ feeds, clock })
})
afterEach(async () => {
  await server.close()
  expect(clock.pendingTimers).toBe(0)
})

describe.each([
  ['an hour ahead', hourMs],
  ['an hour back', -hourMs]
])('a wall clock that jumps %s', (_what, byMs) => {
  test('changes no limit of a connection: greeting, pings, messages, frames', async () => {
    const feed = feeds.add('one', window).begin()
    const client = await StreamClient.connect(server, window)
    clock.jumpWall(byMs)
    clock.advance(limits.helloTimeoutMs - 1)
    expect(server.connectionCount).toBe(1)
    client.subscribe('one')
    await client.until('snapshot')
    feed.write('scout', 'a')
    feed.write('scout', 'b')
    clock.jumpWall(-byMs)
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    clock.advance(limits.frameEveryMs)
    await client.when(() => client.typed('scout') === 'ab')
    clock.jumpWall(byMs)
    for (let id = 0; id < limits.inboundMessagesPerSecond; id += 1) client.send({ t: 'ping', id })
    expect(await client.closed).toBe(closeCodes.tooManyMessages)
  })

  test('neither spends a ticket nor makes it last longer', async () => {
    const { ticket } = server.issueTicket(window)
    clock.jumpWall(byMs)
    clock.advance(limits.ticketLifeMs - 1)
    const first = await rawExchange(server.port, upgradeHead(server.port, ticket))
    expect(statusOf(first.answer)).toBe(101)
    first.socket.destroy()
    const late = server.issueTicket(window).ticket
    clock.jumpWall(-byMs)
    clock.advance(limits.ticketLifeMs)
    const second = await rawExchange(server.port, upgradeHead(server.port, late))
    expect(statusOf(second.answer)).toBe(401)
    await eventually(() => server.connectionCount === 0)
  })
})

describe('a machine that slept for five minutes', () => {
  let page: StreamPage
  beforeEach(() => {
    page = openPage(server, window)
  })
  afterEach(() => {
    page.stream.close()
    expect(page.clock.pendingTimers).toBe(0)
  })

  /** A page's timers fall due late and once; the server must stand what is worse. */
  test.each([
    ['each timer of the server falls due once, late', (slept: FakeClock) => slept.sleep(sleepMs)],
    ['every one falls due as often as it was missed', (slept: FakeClock) => slept.advance(sleepMs)]
  ])('resumes where it was when %s', async (_what, wake) => {
    const feed = feeds.add('one', window).begin()
    const watcher = new StreamWatcher(page.stream, feed)
    page.stream.subscribe('one', () => undefined)
    await eventually(() => page.stream.stateOf('one')?.seq === feed.state().seq)
    watcher.begins()
    feed.write('scout', 'before ')
    clock.jumpWall(sleepMs)
    wake(clock)
    page.clock.sleep(sleepMs)
    feed.write('scout', 'after')
    const settled = (): boolean => page.stream.stateOf('one')?.seq === feed.state().seq
    for (let step = 0; step < 200 && !settled(); step += 1) {
      await clock.run(10)
      page.clock.advance(limits.reconnectCapMs / 100)
    }
    expect(watcher.end()).toEqual([])
    expect(page.stream.stateOf('one')).toEqual(feed.state())
    expect(page.stream.status.state).toBe('connected')
  })

  test('gets the whole state when its session went on in another epoch', async () => {
    const feed = feeds.add('one', window).begin()
    page.stream.subscribe('one', () => undefined)
    await eventually(() => page.stream.stateOf('one')?.seq === feed.state().seq)
    clock.advance(sleepMs)
    feed.reopen()
    feed.write('scout', 'another life')
    const settled = (): boolean => page.stream.stateOf('one')?.epoch === 2
    for (let step = 0; step < 200 && !settled(); step += 1) {
      await clock.run(10)
      page.clock.advance(limits.reconnectCapMs / 100)
    }
    expect(page.stream.stateOf('one')).toEqual(feed.state())
  })
})
