import { Worker } from 'node:worker_threads'
import type { ErrorShape } from '../../preload/contract/errors'
import { onAbort } from '../kernel/abort'
import { DisposableStore, toDisposable, type Disposable } from '../kernel/disposables'
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

const listen = <T>(worker: Worker, event: string, handler: (value: T) => void): Disposable => {
  worker.on(event, handler)
  return toDisposable(() => worker.off(event, handler))
}

/** Threads that wait for the next task; more than this are ended when their task is done. */
const maximumIdle = 2

/**
 * Runs evidence tasks on threads of their own, so that no file however large stalls the main loop.
 * A thread that has done its task waits for the next one: its code is warm, which is worth more
 * than the task itself takes.
 */
export class EvidenceWorkers {
  readonly #file: string
  readonly #idle: Worker[] = []
  #closed = false

  /** `file` is the built `facts.worker.js`. */
  constructor(file: string) {
    this.#file = file
    this.#idle.push(this.#spawn())
  }

  /** Ends the idle threads; running tasks end with their signals. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()))
  }

  /**
   * Rejects with the task's own error, or with the signal's reason once it has aborted and the
   * thread, which is ended in that tick, is gone.
   */
  run<T extends EvidenceTask>(
    task: T,
    input: EvidenceTasks[T]['input'],
    { signal, onProgress }: WorkerCall
  ): Promise<EvidenceTasks[T]['output']> {
    if (signal.aborted) return Promise.reject(signal.reason as Error)
    const worker = this.#idle.pop() ?? this.#spawn()
    return new Promise((resolve, reject) => {
      const listeners = new DisposableStore()
      const end = (settle: () => void): void => {
        listeners.dispose()
        void worker.terminate().then(settle)
      }
      const keep = (settle: () => void): void => {
        listeners.dispose()
        this.#keep(worker)
        settle()
      }
      const take = (answer: WorkerAnswer): void => {
        if (answer.kind === 'progress') onProgress?.(answer.progress, answer.data)
        else if (answer.kind === 'failed') keep(() => reject(errorFromShape(answer.error)))
        else keep(() => resolve(answer.value as EvidenceTasks[T]['output']))
      }
      listeners.add(listen(worker, 'message', take))
      listeners.add(listen(worker, 'error', (error: unknown) => end(() => reject(error))))
      worker.ref()
      worker.postMessage({ task, input } satisfies WorkerOrder<T>)
      listeners.add(onAbort(signal, () => end(() => reject(signal.reason as Error))))
    })
  }

  #keep(worker: Worker): void {
    if (this.#closed || this.#idle.length >= maximumIdle) return void worker.terminate()
    worker.unref()
    this.#idle.push(worker)
  }

  #spawn(): Worker {
    const worker = new Worker(this.#file)
    worker.unref()
    // One that dies while it waits is not given a task; a task's own listener tells it of the rest.
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      const at = this.#idle.indexOf(worker)
      if (at >= 0) this.#idle.splice(at, 1)
    })
    return worker
  }
}
