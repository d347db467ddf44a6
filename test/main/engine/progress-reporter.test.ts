import { resolve } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { onAbort } from '../../../main/kernel/abort'
import { systemClock } from '../../../main/kernel/clock'
import type { JobContext } from '../../../main/engine/ports'
import { Session } from '../../../main/engine/session'
import { serveReports } from '../../../main/engine/worker-reporter'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { buildWorker } from '../../support/build-worker'
import { FakeClock } from '../../support/fake-clock'
import { checkLeaks } from '../../support/leaks'
import { jobLane, planOf, roleLane, writing } from '../../support/plans'

checkLeaks()

let worker: Awaited<ReturnType<typeof buildWorker>>
beforeAll(async () => {
  worker = await buildWorker(resolve('test/support/busy.worker.ts'))
})
afterAll(() => worker.remove())

/** Runs the busy worker as a job; its abort ends the thread. */
const runBusy = async (
  { reporter }: JobContext,
  { signal }: { signal: AbortSignal },
  onStart: (thread: Worker) => void = () => undefined
): Promise<void> => {
  const thread = worker.start()
  onStart(thread)
  const reports = serveReports(thread, reporter)
  const abort = onAbort(signal, () => void thread.terminate())
  await new Promise<void>((done, fail) => {
    thread.on('message', (message: { done?: boolean }) => {
      if (message.done === true) done()
    })
    thread.on('error', fail)
    thread.on('exit', () => done())
  })
  reports.dispose()
  abort.dispose()
  await thread.terminate()
}

it('takes 10,000 reports of a job that never yields while a role streams', async () => {
  const text = 'x'.repeat(1_500)
  const plan = planOf(
    {
      intake: [
        jobLane('facts', (context, options) => runBusy(context, options)),
        roleLane('a', writing(text))
      ]
    },
    { paceCharactersPerSecond: 600 }
  )
  const session = new Session('busy', plan, { journal: new MemoryJournal(), clock: systemClock })
  const events: AnyEnvelope[] = []
  session.log.onPublished((event) => events.push(event))
  const state = await session.run()
  expect(state.status).toBe('completed')
  expect(state.roles[0]?.text).toBe(text)
  expect(state.stages[0]?.data).toEqual({ rows: 10_000 })
  expect(state.stages[0]?.laneProgress).toMatchObject({ facts: 1, 'lane-1': 1, 'lane-10': 1 })
  const messages = state.timeline.filter(({ type }) => type === 'log.appended')
  expect(messages.map(({ level }) => level)).toEqual(['warning', 'info'])
  const deltas = events.filter(({ type }) => type === 'role.delta')
  const updates = events.filter(({ type }) => type === 'stage.updated')
  expect(deltas.length).toBeGreaterThan(40)
  expect(updates.length).toBeGreaterThan(20)
  expect(updates.length).toBeLessThan(1_000)
})

it('ends that job at once when it is cancelled', async () => {
  let exited = false
  const plan = planOf({
    intake: [
      jobLane('facts', (context, options) =>
        runBusy(context, options, (thread) => thread.on('exit', () => (exited = true)))
      )
    ]
  })
  const session = new Session('busy', plan, { journal: new MemoryJournal(), clock: systemClock })
  void session.run()
  await new Promise<void>((ready) => {
    session.log.onPublished(({ type }) => {
      if (type === 'stage.updated') ready()
    })
  })
  const beforeMs = performance.now()
  const state = await session.cancel('user')
  const elapsedMs = performance.now() - beforeMs
  expect(state.status).toBe('cancelled')
  expect(exited).toBe(true)
  // Ten times the aim of 100 ms, which the stress suite holds.
  expect(elapsedMs).toBeLessThan(1_000)
})

it('never throws into a job, whatever it is given, and says what it dropped', async () => {
  const circular: Record<string, unknown> = { rows: 1 }
  circular['self'] = circular
  const plan = planOf({
    intake: [
      jobLane('facts', async ({ reporter }) => {
        reporter.report('intake', Number.NaN, undefined as unknown as string)
        reporter.report('intake', 7, 'over', circular)
        reporter.report('nowhere', 0.5, 'unknown stage')
        reporter.report('intake', 0.5, 'text', 'no object' as unknown as Record<string, unknown>)
        reporter.reportParallel(null as unknown as Record<string, never>)
        reporter.reportParallel({ lane: undefined as unknown as { progress: number } })
        reporter.log(12n as unknown as string, 'error')
      })
    ]
  })
  const clock = new FakeClock()
  const session = new Session('odd', plan, { journal: new MemoryJournal({ clock }), clock })
  const ended = session.run()
  await clock.run(200)
  const state = await ended
  expect(state.status).toBe('completed')
  expect(state.stages[0]?.data).toEqual({ rows: 1 })
  const logged = state.timeline.filter(({ type }) => type === 'log.appended')
  expect(logged.map(({ level }) => level)).toEqual([
    'warning',
    'warning',
    'warning',
    'warning',
    'error'
  ])
})
