import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import {
  abortable,
  Cancellation,
  cancelReasonOf,
  CancelScope,
  sleep
} from '../../../main/kernel/abort'
import { systemClock } from '../../../main/kernel/clock'
import { checkLeaks } from '../../support/leaks'
import { FakeClock } from '../../support/fake-clock'

checkLeaks()

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}

it('fires every limit although garbage was collected while it ran', async () => {
  const parent = new CancelScope(null)
  const fired = Array.from(
    { length: 2_000 },
    () =>
      new Promise<string | null>((resolve) => {
        const scope = new CancelScope(parent.signal)
        scope.limit(systemClock, 50)
        scope.signal.addEventListener('abort', () => {
          resolve(cancelReasonOf(scope.signal))
          scope.dispose()
        })
      })
  )
  collectGarbage()
  await sleep(systemClock, 20, { signal: parent.signal })
  collectGarbage()
  const reasons = await Promise.all(fired)
  expect(reasons.filter((reason) => reason === 'timeout')).toHaveLength(2_000)
})

it('passes the reason of a parent on to every scope below it, at once', () => {
  const parent = new CancelScope(null)
  const child = new CancelScope(new CancelScope(parent.signal).signal)
  parent.cancel('window-closed')
  parent.cancel('user')
  expect(cancelReasonOf(child.signal)).toBe('window-closed')
  expect(cancelReasonOf(new CancelScope(parent.signal).signal)).toBe('window-closed')
})

it('leaves a parent alone when a child is cancelled', () => {
  const parent = new CancelScope(null)
  const child = new CancelScope(parent.signal)
  child.cancel('timeout')
  expect(parent.signal.aborted).toBe(false)
  expect(cancelReasonOf(parent.signal)).toBeNull()
})

it('lifts a limit that is disposed or replaced', () => {
  const clock = new FakeClock()
  const scope = new CancelScope(null)
  scope.limit(clock, 100).dispose()
  scope.limit(clock, 500)
  clock.advance(499)
  expect(scope.signal.aborted).toBe(false)
  clock.advance(1)
  expect(cancelReasonOf(scope.signal)).toBe('timeout')
  expect(clock.pendingTimers).toBe(0)
})

it('rejects as soon as the signal aborts and drops what the work does later', async () => {
  const scope = new CancelScope(null)
  let fail: (error: Error) => void = () => undefined
  const late = new Promise<never>((_resolve, reject) => (fail = reject))
  const waiting = abortable(late, scope.signal)
  scope.cancel('user')
  await expect(waiting).rejects.toBeInstanceOf(Cancellation)
  fail(new Error('late'))
  await new Promise((resolve) => setImmediate(resolve))
})

it('ends a sleep on abort and leaves no timer', async () => {
  const clock = new FakeClock()
  const scope = new CancelScope(null)
  const sleeping = sleep(clock, 1_000, { signal: scope.signal })
  scope.cancel('user')
  await expect(sleeping).rejects.toBeInstanceOf(Cancellation)
  expect(clock.pendingTimers).toBe(0)
})
