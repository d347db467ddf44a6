import { parentPort } from 'node:worker_threads'
import { WorkerProgressReporter } from '../../main/engine/worker-reporter'

/** A synchronous job: it never yields for 3 seconds and reports 10,000 times meanwhile. */
const durationMs = 3_000
const reports = 10_000

if (parentPort === null) throw new Error('this file runs in a worker')
const reporter = new WorkerProgressReporter(parentPort)
const startedMs = performance.now()
for (let count = 1; count <= reports; count += 1) {
  while (performance.now() - startedMs < (count * durationMs) / reports);
  reporter.report('intake', count / reports, `row ${count}`, { rows: count })
  if (count % 1_000 === 0) reporter.reportParallel({ [`lane-${count / 1_000}`]: { progress: 1 } })
}
reporter.report('intake', 1, 'odd', { broken: () => undefined })
reporter.log('done')
parentPort.postMessage({ done: true })
