import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeCodes } from '../../../preload/contract/close-codes'
import { systemClock } from '../../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeFeeds, type FakeFeed } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { invalid, malformed, textMessage } from '../../support/raw-attacks'
import { closeCodeFrom } from '../../support/raw-frames'
import { rawExchange, statusOf, upgradeHead } from '../../support/raw-upgrade'
import { StreamClient } from '../../support/stream-client'

checkLeaks()
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

const attacker = async (): Promise<Socket> => {
  const { ticket } = server.issueTicket('window:2')
  const { answer, socket } = await rawExchange(server.port, upgradeHead(server.port, ticket))
  expect(statusOf(answer)).toBe(101)
  return socket
}

/** The neighbour gets what is published, and only that. */
const neighbourIsWell = async (): Promise<void> => {
  const { seq } = feed.write('scout', 'well ')
  await neighbour.when(() => neighbour.events().at(-1)?.seq === seq)
  expect(neighbour.seqs()).toEqual(Array.from({ length: seq - 5 }, (_, index) => 6 + index))
}

const sendsAndGets = async (bytes: Buffer): Promise<number | null> => {
  const socket = await attacker()
  const code = closeCodeFrom(socket)
  socket.write(bytes)
  return code
}

describe('a connection that does not speak the protocol', () => {
  test.each(malformed)('with %s gets its close code', async (_name, bytes, code) => {
    expect(await sendsAndGets(bytes)).toBe(code)
    await neighbourIsWell()
  })

  test.each(invalid.map((payload) => [payload.slice(0, 60), payload]))(
    'with the message %s is closed as a bad message',
    async (_shown, payload) => {
      expect(await sendsAndGets(textMessage(payload))).toBe(closeCodes.badMessage)
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
      await neighbourIsWell()
    }
  )

  test('costs no memory: the same attacks again, a hundred times, leave nothing behind', async () => {
    const grown = (): number => process.memoryUsage().arrayBuffers + process.memoryUsage().external
    const before = grown()
    for (let round = 0; round < 100; round += 1) {
      const [, bytes, code] = malformed[round % malformed.length] ?? malformed[0]!
      expect(await sendsAndGets(bytes)).toBe(code)
    }
    expect(grown() - before).toBeLessThan(8 * 1024 * 1024)
    expect(server.connectionCount).toBe(1)
    await neighbourIsWell()
  })
})
