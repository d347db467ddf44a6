import { expect, it } from 'vitest'
import { Turns } from '../../../main/engine/turns'
import { CancelScope } from '../../../main/kernel/abort'
import { deferred } from '../../../main/kernel/deferred'

const { signal } = new CancelScope(null)

/** Until all that can go on by itself has. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('lets so many works run at once, and the others in their order', async () => {
  const turns = new Turns(2)
  const gates = [0, 1, 2, 3].map(() => deferred<void>())
  const begun: number[] = []
  const works = gates.map((gate, index) =>
    turns.run(
      async () => {
        begun.push(index)
        await gate.promise
        return index
      },
      { signal }
    )
  )
  await settled()
  expect(begun).toEqual([0, 1])
  gates[1]?.resolve()
  await works[1]
  await settled()
  expect(begun).toEqual([0, 1, 2])
  for (const gate of gates) gate.resolve()
  expect(await Promise.all(works)).toEqual([0, 1, 2, 3])
})

it('gives its turn on when a work fails', async () => {
  const turns = new Turns(1)
  const failed = turns.run(() => Promise.reject(new Error('no')), { signal })
  const next = turns.run(async () => 'next', { signal })
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('next')
})

it('loses no turn to works that were called off while they waited', async () => {
  const turns = new Turns(1)
  const gate = deferred<void>()
  const first = turns.run(() => gate.promise, { signal })
  const scope = new CancelScope(null)
  const waiting = turns.run(async () => 'ran', { signal: scope.signal })
  scope.cancel('user')
  await expect(waiting).rejects.toMatchObject({ reason: 'user' })
  gate.resolve()
  await first
  expect(await turns.run(async () => 'free', { signal })).toBe('free')
})

it.each([0, 1, 2, 3, 4, 5, 6])(
  'loses no turn to a work that is called off %i steps after its turn came',
  async (steps) => {
    const turns = new Turns(1)
    const gate = deferred<void>()
    const first = turns.run(() => gate.promise, { signal })
    const scope = new CancelScope(null)
    const waiting = turns.run(async () => 'ran', { signal: scope.signal })
    const outcome = waiting.catch(() => 'called off')
    gate.resolve()
    await first
    for (let step = 0; step < steps; step += 1) await Promise.resolve()
    scope.cancel('user')
    expect(['ran', 'called off']).toContain(await outcome)
    expect(await turns.run(async () => 'free', { signal })).toBe('free')
  }
)
