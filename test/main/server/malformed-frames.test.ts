import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeCodes } from '../../../preload/contract/close-codes'
import { maximumInboundBytes } from '../../../preload/contract/limits'
import { systemClock } from '../../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeFeeds, type FakeFeed } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { closeCodeFrom, closePayload, rawFrame, type RawFrame } from '../../support/raw-frames'
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

const text = 1
const binary = 2
const close = 8
const ping = 9
const { protocolError, invalidText, tooLarge, tooManyFragments, badMessage } = closeCodes
const invalidUtf8 = Buffer.from([0xce, 0xba, 0xe1, 0xbd])
const frames = (...parts: RawFrame[]): Buffer => Buffer.concat(parts.map(rawFrame))
const small = '{"t":"ping","id":1}'

const malformed: [string, Buffer, number][] = [
  ...[4, 2, 1, 7].map((reserved): [string, Buffer, number] => [
    `reserved bits ${reserved}`,
    frames({ opcode: text, payload: small, reserved }),
    protocolError
  ]),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): [string, Buffer, number] => [
    `opcode ${opcode}`,
    frames({ opcode, payload: small }),
    protocolError
  ]),
  ['an unmasked frame', frames({ opcode: text, payload: small, masked: false }), protocolError],
  ['bad UTF-8', frames({ opcode: text, payload: invalidUtf8 }), invalidText],
  [
    'bad UTF-8 across fragments',
    frames(
      { opcode: text, payload: invalidUtf8.subarray(0, 3), final: false },
      { opcode: 0, payload: invalidUtf8.subarray(3) }
    ),
    invalidText
  ],
  ['an oversized ping', frames({ opcode: ping, payload: Buffer.alloc(126) }), protocolError],
  ['a fragmented ping', frames({ opcode: ping, payload: 'x', final: false }), protocolError],
  ['a continuation of nothing', frames({ opcode: 0, payload: small }), protocolError],
  [
    'a text inside a text',
    frames({ opcode: text, payload: '{', final: false }, { opcode: text, payload: small }),
    protocolError
  ],
  ['a close of one byte', frames({ opcode: close, payload: 'x' }), protocolError],
  ...[0, 999, 1004, 1005, 1006, 1015, 2999, 5000].map((code): [string, Buffer, number] => [
    `close code ${code}`,
    frames({ opcode: close, payload: closePayload(code) }),
    protocolError
  ]),
  [
    'a close reason that is no UTF-8',
    frames({ opcode: close, payload: closePayload(1000, invalidUtf8) }),
    invalidText
  ],
  [
    'one byte too much',
    frames({ opcode: text, payload: Buffer.alloc(maximumInboundBytes + 1, ' ') }),
    tooLarge
  ],
  ['a claim of 2^62 bytes', frames({ opcode: text, claimedLength: 2n ** 62n }), tooLarge],
  [
    'fragments that are too much together',
    frames(
      { opcode: text, payload: Buffer.alloc(maximumInboundBytes, ' '), final: false },
      { opcode: 0, payload: ' ' }
    ),
    tooLarge
  ],
  [
    'a flood of empty fragments',
    Buffer.concat([
      rawFrame({ opcode: text, final: false }),
      ...Array.from({ length: 20_000 }, () => rawFrame({ opcode: 0, final: false }))
    ]),
    tooManyFragments
  ],
  ['a binary message', frames({ opcode: binary, payload: small }), badMessage]
]

const subscribe = (more: string): string => `{"t":"subscribe","session":"healthy",${more}}`

const invalid = [
  '',
  'ping',
  'null',
  '1',
  '"ping"',
  '[]',
  '{}',
  '{"t":"hello"}',
  '{"t":"__proto__"}',
  '{"t":"constructor"}',
  '{"t":"ping"}',
  '{"t":"ping","id":"1"}',
  '{"t":"ping","id":-1}',
  '{"t":"ping","id":1.5}',
  '{"t":"ping","id":1e400}',
  '{"t":"ping","id":9007199254740993}',
  '{"t":"ping","id":1,"more":1}',
  '{"t":"ping","id":1,"__proto__":{"polluted":true}}',
  '{"t":"ping","id":1,"constructor":{"prototype":{"polluted":true}}}',
  '{"t":"unsubscribe"}',
  '{"t":"unsubscribe","session":""}',
  `{"t":"unsubscribe","session":"${'x'.repeat(65)}"}`,
  subscribe('"cursor":1'),
  subscribe('"cursor":{}'),
  subscribe('"cursor":{"epoch":1}'),
  subscribe('"cursor":{"epoch":1,"seq":-1}'),
  subscribe('"cursor":{"epoch":1,"seq":1e300}'),
  subscribe('"cursor":{"epoch":1,"seq":1,"__proto__":{}}'),
  '{"t":"subscribe","session":{"toString":1},"cursor":null}',
  '['.repeat(30_000),
  `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  `{"t":"ping","id":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
  `{"t":"ping","id":${'9'.repeat(60_000)}}`
]

describe('a connection that does not speak the protocol', () => {
  test.each(malformed)('with %s gets its close code', async (_name, bytes, code) => {
    expect(await sendsAndGets(bytes)).toBe(code)
    await neighbourIsWell()
  })

  test.each(invalid.map((payload) => [payload.slice(0, 60), payload]))(
    'with the message %s is closed as a bad message',
    async (_shown, payload) => {
      expect(await sendsAndGets(frames({ opcode: text, payload }))).toBe(badMessage)
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
