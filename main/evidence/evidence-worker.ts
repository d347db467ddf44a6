import { Worker } from 'node:worker_threads'
import type { ErrorShape } from '../../preload/contract/errors'
import { onAbort } from '../kernel/abort'
import { errorFromShape } from '../kernel/errors'
import type { OnProgress } from './compute-facts'
import type { EvidenceTask, EvidenceTasks } from './evidence-tasks'

export interface WorkerOrder<T extends EvidenceTask = EvidenceTask> {
  task: T
  input: EvidenceTasks[T]['input']
}

export type WorkerAnswer =
  | { kind: 'progress'; progress: number; data: Record<string, string | number> }
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; error: ErrorShape }

export interface WorkerCall {
  signal: AbortSignal
  onProgress?: OnProgress
}

/**
 * Runs evidence tasks on threads of their own, so that no file however large stalls the main loop.
 * One thread stands ready for the next task, since starting one takes longer than most tasks do.
 */
export class EvidenceWorkers {
  readonly #file: string
  #ready: Worker | null = null
  #closed = false

  /** `file` is the built `facts.worker.js`. */
  constructor(file: string) {
    this.#file = file
    this.#ready = this.#spawn()
  }

  /** Ends the thread that stands ready; running tasks end with their signals. */
  async close(): Promise<void> {
    this.#closed = true
    const ready = this.#ready
    this.#ready = null
    await ready?.terminate()
  }

  /**
   * Rejects with the task's own error, or with the signal's reason as soon as it aborts; the thread
   * is ended in that tick.
   */
  run<T extends EvidenceTask>(
    task: T,
    input: EvidenceTasks[T]['input'],
    { signal, onProgress }: WorkerCall
  ): Promise<EvidenceTasks[T]['output']> {
    if (signal.aborted) return Promise.reject(signal.reason as Error)
    const worker = this.#take()
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        abort.dispose()
        void worker.terminate().then(settle)
      }
      const abort = onAbort(signal, () => finish(() => reject(signal.reason as Error)))
      worker.on('message', (answer: WorkerAnswer) => {
        if (answer.kind === 'progress') onProgress?.(answer.progress, answer.data)
        else if (answer.kind === 'failed') finish(() => reject(errorFromShape(answer.error)))
        else finish(() => resolve(answer.value as EvidenceTasks[T]['output']))
      })
      worker.on('error', (error) => finish(() => reject(error)))
      worker.ref()
      worker.postMessage({ task, input } satisfies WorkerOrder<T>)
    })
  }

  #take(): Worker {
    const worker = this.#ready ?? this.#spawn()
    this.#ready = null
    worker.removeAllListeners('error')
    // Not while this task wants the processor for itself.
    setImmediate(() => {
      if (!this.#closed) this.#ready ??= this.#spawn()
    })
    return worker
  }

  #spawn(): Worker {
    const worker = new Worker(this.#file)
    worker.unref()
    worker.on('error', () => {
      if (this.#ready === worker) this.#ready = null
    })
    return worker
  }
}
