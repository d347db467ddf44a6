import { expect, it } from 'vitest'
import { idleWindowsUntilStop, LoopDelay, loopWindowMs } from '../../../main/observe/loop-delay'
import { FakeClock } from '../../support/fake-clock'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

const heldMs = 200

const hold = (): void => {
  const until = performance.now() + heldMs
  while (performance.now() < until) {
    // The loop stands still.
  }
}

const turns = async (until: () => boolean): Promise<void> => {
  while (!until()) await new Promise((resolve) => setImmediate(resolve))
}

it('measures nothing until it is asked', () => {
  const clock = new FakeClock()
  const loop = new LoopDelay(clock)
  expect(loop.measuring).toBe(false)
  expect(clock.pendingTimers).toBe(0)
  expect(loop.read()).toEqual({ p50: 0, p99: 0, max: 0 })
  expect(loop.measuring).toBe(true)
  loop.dispose()
})

it('sees a loop that stood still, and remembers it for one more window', async () => {
  const clock = new FakeClock()
  const loop = new LoopDelay(clock)
  const atLeast = heldMs / 2
  loop.read()
  await turns(() => {
    hold()
    return loop.read().max >= atLeast
  })
  clock.advance(loopWindowMs)
  expect(loop.read().max).toBeGreaterThanOrEqual(atLeast)
  const { p50, p99, max } = loop.read()
  expect(p50).toBeLessThanOrEqual(p99)
  expect(p99).toBeLessThanOrEqual(max)
  loop.dispose()
})

it('stops when nobody has asked for some minutes, and begins anew', () => {
  const clock = new FakeClock()
  const loop = new LoopDelay(clock)
  loop.read()
  clock.advance(loopWindowMs * idleWindowsUntilStop)
  expect(loop.measuring).toBe(true)
  clock.advance(loopWindowMs)
  expect(loop.measuring).toBe(false)
  expect(clock.pendingTimers).toBe(0)
  loop.read()
  expect(loop.measuring).toBe(true)
  loop.dispose()
})

it('does not begin again once it is disposed', () => {
  const clock = new FakeClock()
  const loop = new LoopDelay(clock)
  loop.read()
  loop.dispose()
  expect(loop.read()).toEqual({ p50: 0, p99: 0, max: 0 })
  expect(loop.measuring).toBe(false)
  expect(clock.pendingTimers).toBe(0)
})
