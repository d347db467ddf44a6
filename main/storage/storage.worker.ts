import { parentPort, workerData } from 'node:worker_threads'
import { AppError, errorShape } from '../kernel/errors'
import { assertNever } from '../kernel/assert-never'
import { JournalReader } from './journal-reader'
import { JournalSalvager } from './journal-salvager'
import { JournalWriter } from './journal-writer'
import { storageError } from './storage-error'
import type { ThreadAnswer, ThreadRequest, ThreadStart } from './storage-protocol'

if (parentPort === null) throw new Error('storage.worker runs in a worker thread')
const port = parentPort
const { part, folder } = workerData as ThreadStart

type Handler = (input: unknown) => unknown
const { handlers } = ((): { handlers: object } => {
  switch (part) {
    case 'writer':
      return new JournalWriter(folder)
    case 'reader':
      return new JournalReader(folder)
    case 'salvager':
      return new JournalSalvager(folder)
    default:
      return assertNever(part)
  }
})()

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
