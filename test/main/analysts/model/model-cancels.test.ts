import { expect, it } from 'vitest'
import { seededRandom } from '../../../../main/kernel/random'
import { startCancelServer } from '../../../support/cancel-server'
import { checkLeaks } from '../../../support/leaks'
import { cancelModels } from '../../../support/model-cancels'

checkLeaks()

it('leaves nothing behind after any of 50 cancels at seeded moments', async () => {
  const random = seededRandom(5)
  const server = await startCancelServer(random)
  const { moments, broken } = await cancelModels(50, { server, random })
  await server.close()
  expect(broken).toEqual([])
  expect(moments.answering).toBeGreaterThan(0)
  expect(moments.asked).toBeGreaterThan(0)
})
