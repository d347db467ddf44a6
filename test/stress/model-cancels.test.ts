import { expect, it } from 'vitest'
import { seededRandom } from '../../main/kernel/random'
import { startCancelServer } from '../support/cancel-server'
import { checkLeaks } from '../support/leaks'
import { cancelModels } from '../support/model-cancels'

checkLeaks()

const seed = Number(process.env['SEED'] ?? 20261121)

it(`leaves nothing behind after any of 1,000 cancels of models (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const server = await startCancelServer(random)
  const { moments, broken } = await cancelModels(1_000, { server, random })
  await server.close()
  expect(broken).toEqual([])
  const { ended, ...live } = moments
  expect(ended).toBeLessThan(100)
  for (const count of Object.values(live)) expect(count).toBeGreaterThan(0)
})
