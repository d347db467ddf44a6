import { parentPort, workerData } from 'node:worker_threads'
import { AppError, errorShape } from '../kernel/errors'
import { JournalReader } from './journal-reader'
import { JournalWriter } from './journal-writer'
import { storageError } from './storage-error'
import type { ThreadAnswer, ThreadRequest, ThreadStart } from './storage-protocol'

if (parentPort === null) throw new Error('storage.worker runs in a worker thread')
const port = parentPort
const { part, folder } = workerData as ThreadStart

type Handler = (input: unknown) => unknown
const { handlers } = part === 'writer' ? new JournalWriter(folder) : new JournalReader(folder)

const answer = async ({ id, order, input }: ThreadRequest): Promise<ThreadAnswer> => {
  try {
    const handler = (handlers as Record<string, Handler>)[order]
    if (handler === undefined) throw new Error(`the ${part} knows no order ${order}`)
    return { id, ok: true, value: await handler(input) }
  } catch (error) {
    const shown = error instanceof AppError ? error : storageError(error, { folder })
    return { id, ok: false, error: errorShape(shown) }
  }
}

port.on('message', (request: ThreadRequest) => {
  void answer(request).then((message) => port.postMessage(message))
})
