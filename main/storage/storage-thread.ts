import { Worker } from 'node:worker_threads'
import { errorCodes } from '../../preload/contract/errors'
import { deferred, type Deferred } from '../kernel/deferred'
import { AppError, errorFromShape } from '../kernel/errors'
import type { Orders, ThreadAnswer, ThreadRequest, ThreadStart } from './storage-protocol'

const deathError = (part: string, detail: string): AppError =>
  new AppError(errorCodes.storageIo, `the storage ${part} ended: ${detail}`, {
    parameters: { detail }
  })

export interface StorageThreadOptions {
  /** The built `storage.worker.js`. */
  workerFile: string
  start: ThreadStart
  /** Called once when the thread ends by itself; what it had not answered is rejected by then. */
  onDied: (error: AppError) => void
}

/** A storage thread and the questions it has not answered. It keeps the process only for these. */
export class StorageThread<O extends Orders> {
  readonly #worker: Worker
  readonly #part: string
  readonly #onDied: (error: AppError) => void
  readonly #asked = new Map<number, Deferred<unknown>>()
  #lastId = 0
  #ended = false

  constructor({ workerFile, start, onDied }: StorageThreadOptions) {
    this.#part = start.part
    this.#onDied = onDied
    this.#worker = new Worker(workerFile, { workerData: start })
    this.#worker.unref()
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer))
    this.#worker.on('error', (error: unknown) => {
      this.#die(error instanceof Error ? error.message : String(error))
    })
    this.#worker.on('exit', (code) => this.#die(`exit code ${code}`))
  }

  /** Rejects with what the thread says, or with `storage.io` when it ends before it answers. */
  ask<K extends keyof O & string>(order: K, input: O[K]['input']): Promise<O[K]['output']> {
    if (this.#ended) return Promise.reject(deathError(this.#part, 'before it was asked'))
    const asked = deferred<unknown>()
    this.#lastId += 1
    this.#asked.set(this.#lastId, asked)
    this.#worker.ref()
    this.#worker.postMessage({ id: this.#lastId, order, input } satisfies ThreadRequest)
    return asked.promise as Promise<O[K]['output']>
  }

  /** Ends the thread; what it has not answered is rejected. */
  async end(): Promise<void> {
    this.#fail('it was ended')
    await this.#worker.terminate()
  }

  #take(answer: ThreadAnswer): void {
    const asked = this.#asked.get(answer.id)
    this.#asked.delete(answer.id)
    if (this.#asked.size === 0) this.#worker.unref()
    if (answer.ok) asked?.resolve(answer.value)
    else asked?.reject(errorFromShape(answer.error))
  }

  #die(detail: string): void {
    if (this.#ended) return
    this.#fail(detail)
    this.#onDied(deathError(this.#part, detail))
  }

  #fail(detail: string): void {
    this.#ended = true
    const open = [...this.#asked.values()]
    this.#asked.clear()
    for (const asked of open) asked.reject(deathError(this.#part, detail))
  }
}
