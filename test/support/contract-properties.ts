import fc from 'fast-check'
import { expect } from 'vitest'
import { clientFrameSchema } from '../../preload/contract/client-frames.schema'
import { encodeEvents } from '../../preload/contract/events-frame'
import { routeCallSchema, routeInputSchemas } from '../../preload/contract/routes.schema'
import type { RouteName } from '../../preload/contract/routes'
import { decodeServerFrame, encodeClientFrame, encodeControl } from '../../preload/contract/wire'
import { UnreadableFrame } from '../../preload/contract/wire-checks'
import { readClientFrame } from '../../main/server/inbound-frame'
import { anyText, clientFrame, controlFrame, frameEvents } from './contract-arbitraries'
import { joinDeltas } from './join-deltas'
import { routeInputs, spoiling, spoilt } from './route-arbitraries'

export interface Runs {
  numRuns: number
  seed: number
}

const bytes = fc.uint8Array({ maxLength: 96 })

/** Bytes of a message: random, JSON, or a frame of one side or the other that was tampered with. */
const anyMessage = fc.oneof(
  bytes.map((given) => Buffer.from(given)),
  fc.oneof(anyText, fc.json()).map((text) => Buffer.from(text)),
  fc
    .tuple(
      fc.oneof(
        frameEvents.map(encodeEvents),
        controlFrame.map(encodeControl),
        clientFrame.map(encodeClientFrame)
      ),
      fc.nat(),
      bytes
    )
    .map(([text, at, part]) => {
      const whole = Buffer.from(text)
      const cut = at % (whole.length + 1)
      return Buffer.concat([whole.subarray(0, cut), part, whole.subarray(cut + part.length)])
    })
)

/** Frames of a client are read as they were sent, and anything else is refused, never thrown at. */
export const holdsForClientFrames = (runs: Runs): void => {
  fc.assert(
    fc.property(clientFrame, spoiling, (frame, how) => {
      const message = Buffer.from(encodeClientFrame(frame))
      expect(readClientFrame(message, false)).toEqual(frame)
      expect(readClientFrame(message, true)).toBeNull()
      const read = clientFrameSchema.safeParse(spoilt(frame, how))
      if (read.success) expect(clientFrameSchema.parse(read.data)).toEqual(read.data)
    }),
    runs
  )
  fc.assert(
    fc.property(anyMessage, (message) => {
      const frame = readClientFrame(message, false)
      if (frame !== null) expect(clientFrameSchema.parse(frame)).toEqual(frame)
    }),
    runs
  )
}

/** Control frames of the server are read as they were sent. */
export const holdsForControlFrames = (runs: Runs): void =>
  fc.assert(
    fc.property(controlFrame, (frame) => {
      expect(decodeServerFrame(encodeControl(frame))).toEqual(frame)
    }),
    runs
  )

/** Events are read as they were sent, deltas that go on from one another joined. */
export const holdsForEventsFrames = (runs: Runs): void =>
  fc.assert(
    fc.property(frameEvents, (events) => {
      const { session, seq } = events[0]!
      const frame = { t: 'events', session, firstSeq: seq, events: joinDeltas(events) }
      expect(decodeServerFrame(encodeEvents(events))).toEqual(frame)
    }),
    runs
  )

/** Whatever a server may send, a reader gets a frame or is told that there is none. */
export const holdsForAnyServerBytes = (runs: Runs): void =>
  fc.assert(
    fc.property(anyMessage, (message) => {
      try {
        expect(decodeServerFrame(message.toString())).toHaveProperty('t')
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableFrame)
      }
    }),
    runs
  )

/** A route's input comes through its schema as it was; what is spoilt is refused, never thrown at. */
export const holdsForRoute = (route: RouteName, runs: Runs): void => {
  const schema = routeInputSchemas[route]
  fc.assert(
    fc.property(routeInputs[route], spoiling, fc.anything(), (input, how, anything) => {
      expect(schema.parse(input)).toEqual(input)
      for (const given of [spoilt(input, how), anything]) {
        const read = schema.safeParse(given)
        if (read.success) expect(schema.parse(read.data)).toEqual(read.data)
        routeCallSchema.safeParse({ route, input: given, key: anything })
      }
    }),
    runs
  )
}

export const routes = Object.keys(routeInputs) as RouteName[]
