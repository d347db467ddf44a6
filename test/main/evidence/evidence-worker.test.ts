import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CancelScope } from '../../../main/kernel/abort'
import { computeFacts } from '../../../main/evidence/compute-facts'
import { EvidenceWorkers } from '../../../main/evidence/evidence-worker'
import { buildWorker } from '../../support/build-worker'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

const bytes = readFileSync('node_modules/vega-datasets/data/sp500-2000.csv')
const prices = { kind: 'prices' as const, name: 'sp500.csv', sha256: '', bytes }
const input = {
  subject: 'S&P 500',
  evidence: { prices, benchmark: null, notes: [], fundamentals: null, asOfAsked: '2008-09-12' }
}

let worker: Awaited<ReturnType<typeof buildWorker>>
let workers: EvidenceWorkers
beforeAll(async () => {
  worker = await buildWorker(resolve('main/evidence/facts.worker.ts'))
  workers = new EvidenceWorkers(worker.file)
})
afterAll(async () => {
  await workers.close()
  worker.remove()
})

it('gives the same facts from its thread as the computation itself', async () => {
  const { signal } = new CancelScope(null)
  const steps: number[] = []
  const onProgress = (progress: number): void => void steps.push(progress)
  const sheet = await workers.run('facts', input, { signal, onProgress })
  expect(sheet).toEqual(computeFacts(input))
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
  expect(steps.at(-1)).toBe(1)
})

it('brings an error of the file back with its code and place', async () => {
  const { signal } = new CancelScope(null)
  const bad = { name: 'bad.csv', bytes: Buffer.from('Date,Close\n2020-01-02,abc\n2020-01-03,2\n') }
  await expect(workers.run('inspect', bad, { signal })).rejects.toMatchObject({
    code: 'evidence.bad-number',
    parameters: { file: 'bad.csv', row: 2, column: 'Close', value: 'abc' }
  })
})

it('reads several files side by side', async () => {
  const { signal } = new CancelScope(null)
  const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => ({ name, bytes }))
  const found = await Promise.all(files.map((file) => workers.run('inspect', file, { signal })))
  expect(found.map(({ bars }) => bars)).toEqual([5105, 5105, 5105])
})

it('ends its thread when it is called off, and never starts when it was before', async () => {
  const scope = new CancelScope(null)
  const running = workers.run('facts', input, { signal: scope.signal })
  scope.cancel('user')
  await expect(running).rejects.toMatchObject({ reason: 'user' })
  await expect(workers.run('facts', input, { signal: scope.signal })).rejects.toMatchObject({
    reason: 'user'
  })
})
