import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clientFrameSchema } from '../../preload/contract/client-frames.schema'
import type { AnyEnvelope } from '../../preload/contract/events'
import { encodeEvents, type EventsFrame } from '../../preload/contract/events-frame'
import {
  decodeServerFrame,
  encodeClientFrame,
  encodeControl,
  type ControlFrame,
  type ServerFrame
} from '../../preload/contract/wire'

interface Golden {
  what: string
  /** As it goes over the wire. */
  wire: unknown
  /** The events that a frame of joined deltas is made of. */
  joined?: AnyEnvelope[]
  /** As it is read; for a client's frame the same. */
  frame: ControlFrame | WrittenEvents
}

/** The first ones were written down when an event stood for itself alone. */
type WrittenEvents = Omit<EventsFrame, 'firstSeq'> & Partial<EventsFrame>

const read = (frame: Golden['frame']): ServerFrame =>
  frame.t === 'events' ? { firstSeq: frame.events[0]?.seq ?? 0, ...frame } : frame

const golden = (name: string): Golden[] =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as Golden[]

const encode = ({ frame, joined }: Golden): string =>
  frame.t === 'events' ? encodeEvents(joined ?? frame.events) : encodeControl(frame)

/** Frames of the first version of the protocol: this file may be added to, never changed. */
describe('the wire is as it was written down', () => {
  test.each(golden('server-frames'))('from the server: $what', (golden) => {
    expect(encode(golden)).toBe(JSON.stringify(golden.wire))
    expect(decodeServerFrame(JSON.stringify(golden.wire))).toEqual(read(golden.frame))
  })

  test.each(golden('client-frames'))('from the client: $what', ({ wire }) => {
    const frame = clientFrameSchema.parse(wire)
    expect(encodeClientFrame(frame)).toBe(JSON.stringify(wire))
  })

  test('has a frame of every tag', () => {
    const tags = new Set(golden('server-frames').map(({ frame }) => frame.t))
    expect([...tags].toSorted()).toEqual([
      'board',
      'changed',
      'error',
      'events',
      'hello',
      'monitor',
      'notice',
      'pong',
      'resync',
      'snapshot'
    ])
    const asked = golden('client-frames').map(({ wire }) => (wire as { t: string }).t)
    expect([...new Set(asked)].toSorted()).toEqual(['monitor', 'ping', 'subscribe', 'unsubscribe'])
  })
})
