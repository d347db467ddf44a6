import { test } from 'vitest'
import * as properties from '../support/contract-properties'

const seed = Number(process.env['SEED'] ?? 20_261_121)
const runs = { numRuns: 10_000, seed }

test.each([
  ['frames of a client', properties.holdsForClientFrames],
  ['control frames', properties.holdsForControlFrames],
  ['events frames', properties.holdsForEventsFrames],
  ['whatever a server may send', properties.holdsForAnyServerBytes]
])(`%s: read as it was sent, or refused, 10,000 times (seed ${seed})`, (_what, holds) =>
  holds(runs)
)

test.each(properties.routes)(
  `the input of %s: read as it was, or refused, 10,000 times (seed ${seed})`,
  (route) => properties.holdsForRoute(route, runs)
)
