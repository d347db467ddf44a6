import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { appOrigin, streamSubprotocol } from '../../../preload/contract/channels'
import { closeCodes } from '../../../preload/contract/close-codes'
import * as limits from '../../../preload/contract/limits'
import { reduceSession } from '../../../preload/contract/session-reducer'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeeds } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { StreamClient } from '../../support/stream-client'

checkLeaks()
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

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const connect = (): Promise<StreamClient> => StreamClient.connect(server, window)

/** A client whose WebSocket does not answer pings. */
const connectMute = async (): Promise<WebSocket> => {
  const { url, ticket } = server.issueTicket(window)
  const options = { origin: appOrigin, autoPong: false }
  const socket = new WebSocket(url, [streamSubprotocol, `ticket.${ticket}`], options)
  await new Promise((resolve) => socket.once('message', resolve))
  return socket
}
const codeOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', resolve))

describe('the first frame', () => {
  test('must come in time', async () => {
    const client = await connect()
    clock.advance(limits.helloTimeoutMs - 1)
    expect(server.connectionCount).toBe(1)
    clock.advance(1)
    expect(server.connectionCount).toBe(0)
    expect(await client.closed).toBe(closeCodes.helloTimeout)
  })

  test('once there keeps the connection', async () => {
    const client = await connect()
    await client.settle()
    clock.advance(limits.helloTimeoutMs)
    await client.settle()
    await client.close()
  })
})

describe('a ping of the server', () => {
  test('that stays unanswered twice ends the connection', async () => {
    const socket = await connectMute()
    const code = codeOf(socket)
    socket.send('{"t":"ping","id":1}')
    await new Promise((resolve) => socket.once('message', resolve))
    clock.advance(limits.serverPingEveryMs * limits.missedPongsUntilGone)
    expect(server.connectionCount).toBe(1)
    clock.advance(limits.serverPingEveryMs)
    expect(server.connectionCount).toBe(0)
    expect(await code).toBe(closeCodes.noPong)
  })

  test('that is answered keeps it', async () => {
    const client = await connect()
    for (let beat = 0; beat < 10; beat += 1) {
      const pinged = new Promise((resolve) => client.socket.once('ping', resolve))
      await client.settle()
      clock.advance(limits.serverPingEveryMs)
      await pinged
      await client.settle()
    }
    expect(server.connectionCount).toBe(1)
    await client.close()
  })
})

describe('inbound messages', () => {
  test('of the largest size are read', async () => {
    const client = await connect()
    client.socket.send('{"t":"ping","id":7}'.padEnd(limits.maximumInboundBytes))
    expect((await client.until('pong')).id).toBe(7)
    await client.close()
  })

  test('up to the limit a second are read, one more closes', async () => {
    const client = await connect()
    for (let second = 0; second < 3; second += 1) {
      client.frames.length = 0
      for (let id = 0; id < limits.inboundMessagesPerSecond; id += 1) client.send({ t: 'ping', id })
      await client.when(() => client.of('pong').length === limits.inboundMessagesPerSecond)
      clock.advance(1_000)
    }
    for (let id = 0; id <= limits.inboundMessagesPerSecond; id += 1) client.send({ t: 'ping', id })
    expect(await client.closed).toBe(closeCodes.tooManyMessages)
  })

  test('are counted when they are pings of the WebSocket itself, too', async () => {
    const client = await connect()
    for (let count = 0; count <= limits.inboundMessagesPerSecond; count += 1) client.socket.ping()
    expect(await client.closed).toBe(closeCodes.tooManyMessages)
  })
})

describe('connections', () => {
  test('are at most eight; one more is closed, and a place that is free again can be taken', async () => {
    const clients = []
    for (let count = 0; count < limits.maximumConnections; count += 1) clients.push(await connect())
    const { url, ticket } = server.issueTicket(window)
    const late = new StreamClient(url, ticket)
    expect(await late.closed).toBe(closeCodes.tooManyConnections)
    expect(late.frames).toEqual([])
    await clients.pop()?.close()
    await Promise.all([...clients.map((client) => client.settle())])
    clients.push(await connect())
    expect(server.connectionCount).toBe(limits.maximumConnections)
    await Promise.all(clients.map((client) => client.close()))
  })

  test('are told when the server goes', async () => {
    const clients = [await connect(), await connect()]
    const closing = server.close()
    expect(await Promise.all(clients.map((client) => client.closed))).toEqual([
      closeCodes.goingAway,
      closeCodes.goingAway
    ])
    await closing
    await server.close()
  })
})

describe('a client that does not read', () => {
  const text = 'x'.repeat(64 * 1024)
  const produced = 64 * 1024 * 1024

  test('is given up at the limit; its neighbour gets all, and it resumes at its cursor', async () => {
    const feed = feeds.add('long', window).begin()
    const [slow, healthy] = [await connect(), await connect()]
    for (const client of [slow, healthy]) client.subscribe('long')
    await Promise.all([slow.until('snapshot'), healthy.until('snapshot')])
    slow.socket.pause()
    for (let bytes = 0; bytes < produced; bytes += text.length) {
      // The role's own text is not what is measured here.
      feed.publish('log.appended', { level: 'info', message: text })
      clock.advance(limits.frameEveryMs)
      await nextTurn()
      if (bytes % (4 * 1024 * 1024) === 0) healthy.frames.length = 0
      if (server.connectionCount === 1) slow.socket.resume()
    }
    expect(server.connectionCount).toBe(1)
    expect(await slow.closed).toBe(closeCodes.slowReader)
    expect(server.meter.errors).toEqual({ closed: 0, 'not-open': 0, overflow: 1, error: 0 })
    const { seq } = feed.state()
    await healthy.when(() => healthy.events().at(-1)?.seq === seq)

    const cursor = slow.events().at(-1)
    const again = await connect()
    again.subscribe('long', { epoch: 1, seq: cursor?.seq ?? 0 })
    await again.when(() => again.events().at(-1)?.seq === seq)
    const seen = [...slow.seqs(), ...again.seqs()]
    expect(seen).toEqual(Array.from({ length: seq - 5 }, (_, index) => 6 + index))
    await Promise.all([healthy.close(), again.close()])
  })

  test('of a snapshot larger than the limit is not slow', async () => {
    const feed = feeds.add('large', window).begin()
    for (let count = 0; count < 48; count += 1) feed.write('scout', text)
    const client = await connect()
    client.subscribe('large')
    for (let count = 0; count < 20; count += 1) {
      feed.write('bull', 'y')
      clock.advance(limits.frameEveryMs)
      await nextTurn()
    }
    const { seq } = feed.state()
    await client.when(() => (client.events().at(-1)?.seq ?? 0) >= seq)
    let state = (await client.until('snapshot')).state
    for (const event of client.events()) state = reduceSession(state, event)
    expect(state).toEqual(feed.state())
    await client.close()
  })
})
