import { parentPort, workerData } from 'node:worker_threads'
import { AppError, errorShape } from '../../../kernel/errors'
import { answerLocally } from './answer-locally'
import { loadLlama } from './llama-api'
import { localFile } from './local-errors'
import { LocalModels } from './local-models'
import type { LocalAnswer, LocalCall, LocalOrder, LocalStart } from './local-protocol'

if (parentPort === null) throw new Error('local.worker runs in a worker thread')
const port = parentPort
const { entry, maximumThreads } = workerData as LocalStart
const say = (answer: LocalAnswer): void => port.postMessage(answer)

const models = loadLlama(entry).then((api) => new LocalModels(api, maximumThreads))
// Whoever calls is told.
models.catch(() => undefined)
const running = new Map<number, { controller: AbortController; ended: Promise<void> }>()

const failure = (error: unknown, { file }: LocalCall): AppError =>
  error instanceof AppError
    ? error
    : localFile(file, error instanceof Error ? error.message : String(error))

const run = async (id: number, call: LocalCall, signal: AbortSignal): Promise<void> => {
  try {
    const end = await answerLocally(await models, call, {
      listener: {
        onTokens: (tokens) => say({ id, kind: 'counted', tokens }),
        onText: (text, of, tokens) => say({ id, kind: 'text', text, of, tokens })
      },
      signal
    })
    say({ id, kind: 'done', end })
  } catch (error) {
    if (signal.aborted) say({ id, kind: 'stopped' })
    else say({ id, kind: 'failed', error: errorShape(failure(error, call)) })
  } finally {
    running.delete(id)
  }
}

/** Gives back what the models hold; with nothing left to do the thread ends by itself. */
const end = async (): Promise<void> => {
  for (const { controller } of running.values()) controller.abort()
  await Promise.all([...running.values()].map(({ ended }) => ended))
  await models.then((loaded) => loaded.dispose()).catch(() => undefined)
  port.close()
}

port.on('message', (order: LocalOrder) => {
  if (order.kind === 'end') void end()
  else if (order.kind === 'stop') running.get(order.id)?.controller.abort()
  else {
    const controller = new AbortController()
    // Registered before it runs: an order to stop may be the next message.
    const entered = { controller, ended: Promise.resolve() }
    running.set(order.id, entered)
    entered.ended = run(order.id, order.call, controller.signal)
  }
})
