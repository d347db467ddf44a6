import { parentPort } from 'node:worker_threads'
import { errorShape } from '../kernel/errors'
import type { WorkerAnswer, WorkerOrder } from './evidence-worker'
import { evidenceTasks, type EvidenceTasks } from './evidence-tasks'

if (parentPort === null) throw new Error('facts.worker runs in a worker thread')
const port = parentPort
const answer = (message: WorkerAnswer): void => port.postMessage(message)

const run = <T extends keyof EvidenceTasks>({ task, input }: WorkerOrder<T>): WorkerAnswer => {
  try {
    const work = evidenceTasks[task]
    const value = work(input, (progress, data) => answer({ kind: 'progress', progress, data }))
    return { kind: 'done', value }
  } catch (error) {
    return { kind: 'failed', error: errorShape(error) }
  }
}

port.on('message', (order: WorkerOrder) => answer(run(order)))
