import { expect, it } from 'vitest'
import { PausableClock } from '../../../main/kernel/clock'
import { FakeClock } from '../../support/fake-clock'

it('stands still while paused, and its timers wait with it', () => {
  const base = new FakeClock()
  const clock = new PausableClock(base)
  const fired: number[] = []
  clock.after(100, () => fired.push(clock.nowMs()))
  base.advance(60)
  clock.pause()
  base.advance(10_000)
  clock.after(10, () => fired.push(clock.nowMs()))
  expect(clock.nowMs()).toBe(60)
  expect(fired).toEqual([])
  clock.resume()
  base.advance(9)
  expect(fired).toEqual([])
  base.advance(1)
  expect(fired).toEqual([70])
  base.advance(30)
  expect(fired).toEqual([70, 100])
  expect(clock.pendingTimers).toBe(0)
})

it('pauses and resumes any number of times without losing time', () => {
  const base = new FakeClock()
  const clock = new PausableClock(base)
  for (let round = 0; round < 50; round += 1) {
    base.advance(3)
    clock.pause()
    clock.pause()
    base.advance(7)
    clock.resume()
    clock.resume()
  }
  expect(clock.nowMs()).toBe(150)
})

it('forgets a timer that was disposed, paused or not', () => {
  const base = new FakeClock()
  const clock = new PausableClock(base)
  const one = clock.after(5, () => expect.unreachable())
  clock.pause()
  const other = clock.after(5, () => expect.unreachable())
  one.dispose()
  other.dispose()
  clock.resume()
  base.advance(100)
  expect(base.pendingTimers).toBe(0)
  expect(clock.pendingTimers).toBe(0)
})

it('ends all its timers when disposed', () => {
  const base = new FakeClock()
  const clock = new PausableClock(base)
  clock.after(5, () => expect.unreachable())
  clock.dispose()
  base.advance(100)
  expect(base.pendingTimers).toBe(0)
})
