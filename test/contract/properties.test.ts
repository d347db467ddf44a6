import { expect, test } from 'vitest'
import { routeInputSchemas } from '../../preload/contract/routes.schema'
import * as properties from '../support/contract-properties'

/** A small part of what the stress suite does with every contract. */
const runs = { numRuns: 300, seed: 61 }

test.each([
  ['frames of a client', properties.holdsForClientFrames],
  ['control frames', properties.holdsForControlFrames],
  ['events frames', properties.holdsForEventsFrames],
  ['whatever a server may send', properties.holdsForAnyServerBytes]
])('%s: read as it was sent, or refused', (_what, holds) => holds(runs))

test('every route has an input to try', () => {
  expect(properties.routes.toSorted()).toEqual(Object.keys(routeInputSchemas).toSorted())
})

test.each(properties.routes)('the input of %s: read as it was, or refused', (route) =>
  properties.holdsForRoute(route, { ...runs, numRuns: 100 })
)
