import type { Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { appOrigin, streamSubprotocol } from '../../preload/contract/channels'
import { closeCodes } from '../../preload/contract/close-codes'
import * as limits from '../../preload/contract/limits'
import { systemClock } from '../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../main/server/stream-server'
import { bestOfThree } from '../support/best-of-three'
import { FakeFeeds, type FakeFeed } from '../support/fake-feed'
import { checkLeaks } from '../support/leaks'
import { invalid, malformed, textMessage } from '../support/raw-attacks'
import { closeCodeFrom, rawFrame } from '../support/raw-frames'
import { rawExchange, statusOf, upgradeHead } from '../support/raw-upgrade'
import { StreamClient } from '../support/stream-client'

checkLeaks()
const answerWithinMs = 100
const afterLimitMs = 250
const rounds = 10
let server: StreamServer
let feed: FakeFeed
let neighbour: StreamClient

beforeAll(async () => {
  const feeds = new FakeFeeds()
  feed = feeds.add('healthy', 'window:1').begin()
  server = await startStreamServer({ feeds, clock: systemClock })
  neighbour = await StreamClient.connect(server, 'window:1')
  neighbour.subscribe('healthy')
  await neighbour.until('snapshot')
})
afterAll(async () => {
  await neighbour.close()
  await server.close()
})

const neighbourIsWell = async (): Promise<void> => {
  const { seq } = feed.write('scout', 'well ')
  await neighbour.when(() => neighbour.events().at(-1)?.seq === seq)
  expect(neighbour.of('events')).toHaveLength(1)
  neighbour.frames.length = 0
}

beforeEach(() => {
  neighbour.frames.length = 0
})

const attacker = async (): Promise<Socket> => {
  const { ticket } = server.issueTicket('window:2')
  const { answer, socket } = await rawExchange(server.port, upgradeHead(server.port, ticket))
  expect(statusOf(answer)).toBe(101)
  return socket
}

/** Milliseconds from the bytes to the close code that must answer them. */
const answerMs = async (bytes: Buffer, code: number): Promise<number> => {
  const socket = await attacker()
  const answer = closeCodeFrom(socket)
  const startedMs = performance.now()
  socket.write(bytes)
  expect(await answer).toBe(code)
  return performance.now() - startedMs
}

const attacks: [string, Buffer, number][] = [
  ...malformed,
  ...invalid.map((payload): [string, Buffer, number] => [
    `the message ${payload.slice(0, 40)}`,
    textMessage(payload),
    closeCodes.badMessage
  ])
]

describe('with a healthy neighbour', () => {
  test.each(attacks)(`%s is answered in 100 ms, ${rounds} times`, async (_name, bytes, code) => {
    for (let round = 0; round < rounds; round += 1) {
      const tookMs = await bestOfThree(answerWithinMs, () => answerMs(bytes, code))
      expect(tookMs).toBeLessThanOrEqual(answerWithinMs)
      await neighbourIsWell()
    }
  })

  test('all of them together, five times over, leave nothing behind', async () => {
    const held = (): number => process.memoryUsage().arrayBuffers + process.memoryUsage().external
    const before = held()
    for (let round = 0; round < 5; round += 1) {
      for (const [, bytes, code] of attacks) await answerMs(bytes, code)
    }
    expect(held() - before).toBeLessThan(8 * 1024 * 1024)
    expect(server.connectionCount).toBe(1)
    await neighbourIsWell()
  })
})

describe('a limit is kept to within 250 ms', () => {
  const connectMute = async (): Promise<WebSocket> => {
    const { url, ticket } = server.issueTicket('window:2')
    const options = { origin: appOrigin, autoPong: false }
    const socket = new WebSocket(url, [streamSubprotocol, `ticket.${ticket}`], options)
    await new Promise((resolve) => socket.once('message', resolve))
    return socket
  }
  const closeOf = async (socket: WebSocket): Promise<{ code: number; tookMs: number }> => {
    const startedMs = performance.now()
    const code = await new Promise<number>((resolve) => socket.once('close', resolve))
    return { code, tookMs: performance.now() - startedMs }
  }
  const expectWithin = (tookMs: number, limitMs: number): void => {
    // The limit itself began a little before this clock did.
    expect(tookMs).toBeGreaterThan(limitMs - afterLimitMs)
    expect(tookMs).toBeLessThanOrEqual(limitMs + afterLimitMs)
  }

  test('for a client that says nothing: 4001 after 3 s', async () => {
    const { code, tookMs } = await closeOf(await connectMute())
    expect(code).toBe(closeCodes.helloTimeout)
    expectWithin(tookMs, limits.helloTimeoutMs)
    await neighbourIsWell()
  })

  test('for one that answers no ping: 4004 when the third would go out', async () => {
    const socket = await connectMute()
    socket.send('{"t":"ping","id":1}')
    const { code, tookMs } = await closeOf(socket)
    expect(code).toBe(closeCodes.noPong)
    expectWithin(tookMs, limits.serverPingEveryMs * (limits.missedPongsUntilGone + 1))
    await neighbourIsWell()
  })

  test('for a message that is too large: 1009', async () => {
    const bytes = rawFrame({ opcode: 1, payload: ' '.repeat(limits.maximumInboundBytes + 1) })
    expect(await answerMs(bytes, closeCodes.tooLarge)).toBeLessThanOrEqual(afterLimitMs)
    await neighbourIsWell()
  })

  test('for too many messages: 4005 at the 51st of a second, not before', async () => {
    const client = await StreamClient.connect(server, 'window:2')
    const startedMs = performance.now()
    for (let id = 0; id <= limits.inboundMessagesPerSecond; id += 1) client.send({ t: 'ping', id })
    expect(await client.closed).toBe(closeCodes.tooManyMessages)
    expect(performance.now() - startedMs).toBeLessThanOrEqual(afterLimitMs)
    expect(client.of('pong')).toHaveLength(limits.inboundMessagesPerSecond)
    await neighbourIsWell()
  })
})
