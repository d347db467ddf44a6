import { expect, it } from 'vitest'
import { checkLeaks } from '../support/leaks'
import { cancelModels } from '../support/model-cancels'

checkLeaks()

const seed = Number(process.env['SEED'] ?? 20261121)

it(`leaves nothing behind after any of 1,000 cancels of models (seed ${seed})`, async () => {
  const { moments, broken } = await cancelModels(1_000, seed)
  expect(broken).toEqual([])
  const { ended, ...live } = moments
  expect(ended).toBeLessThan(100)
  for (const count of Object.values(live)) expect(count).toBeGreaterThan(0)
})
