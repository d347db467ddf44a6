import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clientFrameSchema } from '../../preload/contract/client-frames.schema'
import {
  decodeServerFrame,
  encodeClientFrame,
  encodeControl,
  encodeEvents,
  type ServerFrame
} from '../../preload/contract/wire'

interface Golden {
  what: string
  /** As it goes over the wire. */
  wire: unknown
  /** As it is read; for a client's frame the same. */
  frame: ServerFrame
}

const golden = (name: string): Golden[] =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as Golden[]

const encode = (frame: ServerFrame): string =>
  frame.t === 'events' ? encodeEvents(frame.events) : encodeControl(frame)

/** Frames of the first version of the protocol: this file may be added to, never changed. */
describe('the wire is as it was written down', () => {
  test.each(golden('server-frames'))('from the server: $what', ({ wire, frame }) => {
    expect(encode(frame)).toBe(JSON.stringify(wire))
    expect(decodeServerFrame(JSON.stringify(wire))).toEqual(frame)
  })

  test.each(golden('client-frames'))('from the client: $what', ({ wire }) => {
    const frame = clientFrameSchema.parse(wire)
    expect(encodeClientFrame(frame)).toBe(JSON.stringify(wire))
  })

  test('has a frame of every tag', () => {
    const tags = new Set(golden('server-frames').map(({ frame }) => frame.t))
    expect([...tags].toSorted()).toEqual(
      ['error', 'events', 'hello', 'pong', 'resync', 'snapshot'].toSorted()
    )
  })
})
