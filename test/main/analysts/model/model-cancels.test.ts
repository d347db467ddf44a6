import { expect, it } from 'vitest'
import { checkLeaks } from '../../../support/leaks'
import { cancelModels } from '../../../support/model-cancels'

checkLeaks()

it('leaves nothing behind after any of 50 cancels at seeded moments', async () => {
  const { moments, broken } = await cancelModels(50, 5)
  expect(broken).toEqual([])
  expect(moments.answering).toBeGreaterThan(0)
  expect(moments.asked).toBeGreaterThan(0)
})
