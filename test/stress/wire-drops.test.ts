import { expect, test } from 'vitest'
import { checkLeaks } from '../support/leaks'
import { runDrops } from '../support/stream-drops'

checkLeaks()
const seed = Number(process.env['SEED'] ?? 20_261_121)

test(`loses nothing over 1,000 cut connections at 600 events a second (seed ${seed})`, async () => {
  const { cuts, events, ...rest } = await runDrops({ drops: 1_000, eventsPerSecond: 600, seed })
  expect(rest).toEqual({ wrongs: [], problems: [] })
  expect(cuts).toBeGreaterThanOrEqual(1_000)
  expect(events).toBeGreaterThan(1_000)
})
