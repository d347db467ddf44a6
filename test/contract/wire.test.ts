import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientFrameSchema } from '../../preload/contract/client-frames.schema'
import type { AnyEnvelope } from '../../preload/contract/events'
import { encodeEvents } from '../../preload/contract/events-frame'
import { reduceEvents } from '../../preload/contract/session-reducer'
import { decodeServerFrame, encodeClientFrame, encodeControl } from '../../preload/contract/wire'
import { UnreadableFrame } from '../../preload/contract/wire-checks'
import {
  anyText,
  clientFrame,
  controlFrame,
  frameEvents,
  typedEvents
} from '../support/contract-arbitraries'
import { FakeFeed } from '../support/fake-feed'
import { joinDeltas } from '../support/join-deltas'

/** A tenth of what the stress suite does with every contract. */
const runs = { numRuns: 1_000, seed: 31 }

/** What decoding gives, or that it was refused in the one way that it may. */
const tryDecode = (text: string): unknown => {
  try {
    return decodeServerFrame(text)
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFrame)
    return null
  }
}

describe('an events frame', () => {
  test('decodes to exactly the events that it was made of', () => {
    fc.assert(
      fc.property(frameEvents, (events) => {
        const frame = decodeServerFrame(encodeEvents(events))
        const { session, seq } = events[0]!
        expect(frame).toEqual({ t: 'events', session, firstSeq: seq, events: joinDeltas(events) })
      }),
      runs
    )
  })

  test('joins what one role typed in one go, and nothing else', () => {
    let joined = 0
    fc.assert(
      fc.property(typedEvents, (events) => {
        const frame = decodeServerFrame(encodeEvents(events))
        if (frame.t !== 'events') throw new Error('not an events frame')
        expect(frame.events).toEqual(joinDeltas(events))
        expect([frame.firstSeq, frame.events.at(-1)?.seq]).toEqual([2, events.length + 1])
        joined += events.length - frame.events.length
      }),
      runs
    )
    expect(joined).toBeGreaterThan(runs.numRuns / 2)
  })

  test('is made of consecutive events of one session and epoch only', () => {
    const [first, second] = new FakeFeed('one').begin().events as [AnyEnvelope, AnyEnvelope]
    const wrongs: AnyEnvelope[][] = [
      [],
      [second, first],
      [first, first],
      [first, { ...second, seq: 3 }],
      [first, { ...second, epoch: 2 }],
      [first, { ...second, session: 'two' }]
    ]
    for (const wrong of wrongs) expect(() => encodeEvents(wrong)).toThrow(RangeError)
  })
})

describe('a control frame', () => {
  test('decodes to what it was', () => {
    fc.assert(
      fc.property(controlFrame, (given) => {
        expect(decodeServerFrame(encodeControl(given))).toEqual(given)
      }),
      runs
    )
  })

  test('with a state decodes to it, whatever its events were', () => {
    fc.assert(
      fc.property(fc.array(frameEvents, { maxLength: 3 }), (frames) => {
        const events = frames.flat().map((event, index) => ({ ...event, epoch: 1, seq: index + 1 }))
        const state = reduceEvents('one', events)
        for (const t of ['snapshot', 'resync'] as const) {
          const frame = { t, session: 'one', state }
          expect(decodeServerFrame(encodeControl(frame))).toEqual(frame)
        }
      }),
      { numRuns: 200, seed: 31 }
    )
  })
})

describe('anything else', () => {
  test('is refused as unreadable: random text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (text) => void tryDecode(text)),
      runs
    )
  })

  test('is refused as unreadable: random bytes read as text', () => {
    const bytes = fc.uint8Array({ maxLength: 64 })
    fc.assert(
      fc.property(bytes, (given) => void tryDecode(Buffer.from(given).toString())),
      runs
    )
  })

  test('is refused or is still a frame: a good frame with one part replaced', () => {
    const part = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(-1), fc.constant(0.5))
    fc.assert(
      fc.property(frameEvents, fc.nat(), fc.nat(), part, (events, at, inside, value) => {
        const frame = JSON.parse(encodeEvents(events)) as unknown[]
        const index = at % frame.length
        const item = frame[index]
        if (Array.isArray(item)) item[inside % item.length] = value
        else frame[index] = value
        const decoded = tryDecode(JSON.stringify(frame)) as { events: AnyEnvelope[] } | null
        for (const event of decoded?.events ?? []) {
          expect(Number.isSafeInteger(event.seq) && event.seq >= 0).toBe(true)
          expect(typeof event.session === 'string' && typeof event.data === 'object').toBe(true)
        }
      }),
      runs
    )
  })

  test.each([
    '{"t":"snapshot","session":"one","state":{}}',
    '{"t":"snapshot","session":"one"}',
    '{"t":"hello"}',
    '{"t":"error","session":1,"error":{"code":"internal"}}',
    '{"t":"events","session":"one","events":[]}',
    '["e","one",1,1,0,0]',
    '["e","one",1,1,0,0,[0,"role.delta",{}]]',
    '["e","one",1,1,0,0,[0,"toString",{}]]',
    '["e","one",1,1,0,0,[0,"__proto__",{}]]',
    '["e","one",1,1,0,0,["scout",-1,"x"]]',
    '["e","one",1,1,0,0,["scout",0,"x",0,1,2]]',
    '["e","one",1,1,0,0,["scout",0,"x",0,1,0,0,0]]',
    '["e","one",1,1,0,0,["scout",0,"x",0,1,0,0,-1]]',
    '["e","one",1,1,0,0,["scout",0,"x",0,1,0,0,1.5]]',
    '["e","one",1,1,0,0,["scout",0,"x",0,1,0,0,"2"]]',
    '["e","one",1,9007199254740991,0,0,["scout",0,"x"],["scout",1,"y"]]',
    '["e","one",1,2,0,0,["scout",0,"x",0,1,0,0,9007199254740991]]',
    '{"t":"notice","notice":{"id":"x","level":"info"}}',
    '{"t":"changed","what":1}',
    '{"t":"monitor","connections":-1,"sessions":[]}',
    '{"t":"monitor","connections":1,"sessions":[null]}',
    '["e","one",1,-1,0,0,["scout",0,"x"]]',
    '["e","one",1,1e300,0,0,["scout",0,"x"]]'
  ])('is refused as unreadable: %s', (text) => {
    expect(tryDecode(text)).toBeNull()
  })

  test('never reaches a prototype', () => {
    const text =
      '["e","one",1,1,0,0,[0,"stage.updated",{"stage":"s","lane":"l","progress":1,"message":"",' +
      '"data":{"__proto__":{"polluted":true}},"__proto__":{"polluted":true}}]]'
    const frame = decodeServerFrame(text)
    if (frame.t !== 'events') throw new Error('not an events frame')
    reduceEvents('one', frame.events)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('a client frame', () => {
  test('is read by the schema as it was', () => {
    fc.assert(
      fc.property(clientFrame, (frame) => {
        const read = clientFrameSchema.parse(JSON.parse(encodeClientFrame(frame)))
        expect(read).toEqual(frame)
      }),
      runs
    )
  })

  test('with anything more, less or else is refused, never thrown at', () => {
    fc.assert(
      fc.property(clientFrame, fc.string(), fc.jsonValue({ maxDepth: 1 }), (frame, key, value) => {
        fc.pre(!Object.hasOwn(frame, key) && key !== '__proto__')
        expect(clientFrameSchema.safeParse({ ...frame, [key]: value }).success).toBe(false)
        expect(clientFrameSchema.safeParse(value).success).toBe(false)
      }),
      runs
    )
  })
})
