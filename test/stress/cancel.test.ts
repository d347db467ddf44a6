import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onAbort } from '../../main/kernel/abort'
import { systemClock } from '../../main/kernel/clock'
import { seededRandom } from '../../main/kernel/random'
import { Session } from '../../main/engine/session'
import { SessionRegistry } from '../../main/engine/session-registry'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { buildWorker } from '../support/build-worker'
import { checkLeaks } from '../support/leaks'
import { jobLane, planOf, roleLane } from '../support/plans'
import { sseAnalyst } from '../support/sse-analyst'
import { startSseServer } from '../support/sse-server'

checkLeaks()

const seed = Number(process.env['SEED'] ?? 20261121)
let worker: Awaited<ReturnType<typeof buildWorker>>
beforeAll(async () => {
  worker = await buildWorker(resolve('test/support/busy.worker.ts'))
})
afterAll(() => worker.remove())

it(`spends no token after any of 1,000 cancels at seeded moments (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const upstream = await startSseServer({ tokenEveryMs: 1 })
  const journal = new MemoryJournal({ durableDelayMs: () => random() * 5 })
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 4 })
  for (let round = 0; round < 1_000; round += 1) {
    const plan = planOf({
      one: ['a', 'b', 'c'].map((role) => roleLane(role, sseAnalyst(upstream.url)))
    })
    const { session } = registry.start(plan, 'window:1')
    await new Promise((later) => setTimeout(later, random() * 12))
    expect(await registry.cancel(session, 'user')).toBe('cancelled')
    await upstream.idle()
    const { tokensSent, requests } = upstream
    const kept = (await journal.read(session, 0)).length
    await new Promise((later) => setImmediate(later))
    expect([upstream.tokensSent, upstream.requests]).toEqual([tokensSent, requests])
    expect((await journal.read(session, 0)).length).toBe(kept)
  }
  await registry.release('window:1')
  expect(registry.size).toBe(0)
  await upstream.close()
})

it('ends a worker that never yields within 100 ms of a cancel, 20 times', async () => {
  for (let round = 0; round < 20; round += 1) {
    const plan = planOf({
      intake: [
        jobLane('facts', async ({ reporter, stage }, { signal }) => {
          const thread = worker.start()
          const abort = onAbort(signal, () => void thread.terminate())
          thread.once('message', () => reporter.report(stage, 0.1, 'running'))
          await new Promise((done) => thread.on('exit', done))
          abort.dispose()
        })
      ]
    })
    const session = new Session('busy', plan, { journal: new MemoryJournal(), clock: systemClock })
    void session.run()
    await new Promise<void>((ready) => {
      session.log.onPublished(({ type }) => type === 'stage.updated' && ready())
    })
    const startedMs = performance.now()
    await session.cancel('user')
    expect(performance.now() - startedMs).toBeLessThan(100)
  }
})
