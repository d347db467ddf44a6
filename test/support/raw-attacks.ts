import { closeCodes } from '../../preload/contract/close-codes'
import { maximumInboundBytes } from '../../preload/contract/limits'
import { closePayload, rawFrame, type RawFrame } from './raw-frames'

const text = 1
const binary = 2
const close = 8
const ping = 9
const { protocolError, invalidText, tooLarge, tooManyFragments, badMessage } = closeCodes
const invalidUtf8 = Buffer.from([0xce, 0xba, 0xe1, 0xbd])
const frames = (...parts: RawFrame[]): Buffer => Buffer.concat(parts.map(rawFrame))
const small = '{"t":"ping","id":1}'

/** Bytes that are no frames of WebSocket, or none that may come, and the code for each. */
export const malformed: [string, Buffer, number][] = [
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

/** Texts that are no frame of a client. */
export const invalid = [
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
  '{"t":"monitor"}',
  '{"t":"monitor","on":1}',
  '{"t":"monitor","on":true,"session":"healthy"}',
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

/** One text message as bytes. */
export const textMessage = (payload: string): Buffer => frames({ opcode: text, payload })
