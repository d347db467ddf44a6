import { Worker } from 'node:worker_threads'
import { errorCodes } from '../../../preload/contract/errors'
import { deferred, type Deferred } from '../../kernel/deferred'
import { AppError, errorFromShape } from '../../kernel/errors'
import type {
  PriceAnswer,
  PriceOrder,
  PriceOrders,
  PriceRequest,
  PriceThreadStart
} from './cache-protocol'

/** The thread found that the cache's file is damaged. */
export class DamagedCache extends Error {}

const ended = (): AppError => new AppError(errorCodes.storageIo, 'the thread for prices ended')

/** One thread with the cache's file open. It keeps the process only for what it has not answered. */
export class PriceThread {
  readonly #worker: Worker
  readonly #asked = new Map<number, Deferred<unknown>>()
  #lastId = 0
  #gone = false

  /** `workerFile` is the built `prices.worker.js`. */
  constructor(workerFile: string, start: PriceThreadStart) {
    this.#worker = new Worker(workerFile, { workerData: start })
    this.#worker.unref()
    this.#worker.on('message', (answer: PriceAnswer) => this.#take(answer))
    this.#worker.on('error', () => this.#fail())
    this.#worker.on('exit', () => this.#fail())
  }

  get gone(): boolean {
    return this.#gone
  }

  /** Rejects with `evidence.*`, `storage.io` or `DamagedCache`. */
  ask<O extends PriceOrder>(
    order: O,
    input: PriceOrders[O]['input']
  ): Promise<PriceOrders[O]['output']> {
    if (this.#gone) return Promise.reject(ended())
    const asked = deferred<unknown>()
    this.#lastId += 1
    this.#asked.set(this.#lastId, asked)
    this.#worker.ref()
    this.#worker.postMessage({ id: this.#lastId, order, input } satisfies PriceRequest)
    return asked.promise as Promise<PriceOrders[O]['output']>
  }

  async end(): Promise<void> {
    this.#fail()
    await this.#worker.terminate()
  }

  #take(answer: PriceAnswer): void {
    const asked = this.#asked.get(answer.id)
    this.#asked.delete(answer.id)
    if (this.#asked.size === 0) this.#worker.unref()
    if (answer.ok) asked?.resolve(answer.value)
    else asked?.reject(answer.damaged ? new DamagedCache() : errorFromShape(answer.error))
  }

  #fail(): void {
    this.#gone = true
    const open = [...this.#asked.values()]
    this.#asked.clear()
    for (const asked of open) asked.reject(ended())
  }
}
