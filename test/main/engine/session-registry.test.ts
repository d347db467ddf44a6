import { expect, it } from 'vitest'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { checkLeaks } from '../../support/leaks'
import { okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'

checkLeaks()

const waiting = scripted(
  (_context, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(okAnswer)))
)
const endless = () => planOf({ one: [roleLane('a', waiting)] })
const short = () => planOf({ one: [roleLane('a', writing('x'))] })

const registryOf = (maximumRunning = 4): SessionRegistry =>
  new SessionRegistry({ journal: new MemoryJournal(), clock: systemClock, maximumRunning })

it('lives while one holder is left and ends with the last', async () => {
  const registry = registryOf()
  const { session } = registry.start(endless(), 'window:1')
  registry.hold(session, 'window:2')
  await registry.release('window:1')
  expect(registry.liveSessions).toEqual([session])
  await registry.release('window:2')
  expect(registry.liveSessions).toEqual([])
  expect(registry.size).toBe(0)
})

it('takes no notice of a watcher that leaves', async () => {
  const registry = registryOf()
  const { session } = registry.start(endless(), 'window:1')
  registry.watch(session, 'window:2')
  expect(registry.mayRead('window:2', session)).toBe(true)
  expect(registry.mayControl('window:2', session)).toBe(false)
  await registry.release('window:2')
  expect(registry.liveSessions).toEqual([session])
  expect(registry.mayRead('window:2', session)).toBe(false)
  await registry.shutdown()
})

it('lets nobody read or control a session that is not theirs', async () => {
  const registry = registryOf()
  const { session } = registry.start(endless(), 'window:1')
  expect(registry.mayRead('window:2', session)).toBe(false)
  expect(registry.mayControl('window:2', session)).toBe(false)
  expect(registry.heldBy('window:2')).toBeNull()
  await registry.release('window:2')
  expect(registry.liveSessions).toEqual([session])
  await registry.shutdown()
})

it('queues what is more than may run, and runs it in turn', async () => {
  const registry = registryOf(1)
  const first = registry.start(endless(), 'window:1')
  const second = registry.start(short(), 'window:2')
  expect(registry.feed(second.session)?.state().status).toBe('queued')
  await registry.cancel(first.session, 'user')
  expect((await registry.ended(second.session)).status).toBe('completed')
})

it('forgets an ended session only when its window is gone', async () => {
  const registry = registryOf()
  const { session } = registry.start(short(), 'window:1')
  await registry.ended(session)
  expect(registry.heldBy('window:1')).toBe(session)
  expect(registry.feed(session)?.state().status).toBe('completed')
  await registry.release('window:1')
  expect(registry.feed(session)).toBeNull()
})

it('takes nothing new once it shuts down, and names what does not exist', async () => {
  const registry = registryOf()
  await registry.shutdown()
  expect(() => registry.start(short(), 'window:1')).toThrow(
    expect.objectContaining({ code: 'engine.shutting-down' })
  )
  await expect(registry.cancel('nothing', 'user')).rejects.toMatchObject({
    code: 'session.not-found'
  })
})

it('goes back to nothing after 200 sessions', async () => {
  const registry = registryOf(8)
  for (let round = 0; round < 200; round += 1) {
    const plan = round % 3 === 0 ? endless() : short()
    const { session } = registry.start(plan, `window:${round}`)
    if (round % 3 !== 0) await registry.ended(session)
    await registry.release(`window:${round}`)
  }
  expect(registry.size).toBe(0)
  expect(registry.liveSessions).toEqual([])
})

it('shows a session that is paused and resumed before its turn as queued, and runs it then', async () => {
  const registry = registryOf(1)
  const first = registry.start(endless(), 'window:1')
  const { session } = registry.start(short(), 'window:2')
  const status = () => registry.feed(session)?.state().status
  const published = () => new Promise((resolve) => setImmediate(resolve))
  expect(registry.pause(session, 'window:2')).toBe(true)
  await published()
  expect(status()).toBe('paused')
  expect(registry.resume(session, 'window:2')).toBe(true)
  await published()
  expect(status()).toBe('queued')
  await registry.cancel(first.session, 'user')
  expect((await registry.ended(session)).status).toBe('completed')
})
