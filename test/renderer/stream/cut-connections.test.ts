import { expect, test } from 'vitest'
import { checkLeaks } from '../../support/leaks'
import { runDrops } from '../../support/stream-drops'

checkLeaks()
const seed = 20_261_121

test(`nothing is lost, doubled or reordered over 60 cut connections (seed ${seed})`, async () => {
  const { cuts, ...rest } = await runDrops({ drops: 60, eventsPerSecond: 600, seed })
  expect(rest).toMatchObject({ wrongs: [], problems: [] })
  expect(cuts).toBeGreaterThanOrEqual(60)
})
