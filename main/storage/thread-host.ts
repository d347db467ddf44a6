import type { AppError } from '../kernel/errors'
import type { Orders } from './storage-protocol'
import type { StorageThread } from './storage-thread'

/** What every storage thread understands. */
export type OpenOrders = Orders & {
  close: { input: null; output: null }
}

export interface ThreadHostOptions<O extends OpenOrders> {
  /** Starts a thread with its files open; `onDied` is its own. */
  launch: (onDied: (error: AppError) => void) => Promise<StorageThread<O>>
  /** A thread ended by itself. */
  onDied: (error: AppError) => void
}

/**
 * Has a storage thread started when it is first needed, and a new one when the last has ended by
 * itself or could not open its files.
 */
export class ThreadHost<O extends OpenOrders> {
  readonly #options: ThreadHostOptions<O>
  #thread: Promise<StorageThread<O>> | null = null
  #closed = false

  constructor(options: ThreadHostOptions<O>) {
    this.#options = options
  }

  /** Resolves when a thread has opened its files; rejects with why it could not. */
  async open(): Promise<void> {
    await this.#started()
  }

  async ask<K extends keyof O & string>(order: K, input: O[K]['input']): Promise<O[K]['output']> {
    const thread = await this.#started()
    return thread.ask(order, input)
  }

  /** Ends the thread, and so closes its files; the next question starts a new one. */
  async stop(): Promise<void> {
    const starting = this.#thread
    this.#thread = null
    const thread = await starting?.catch(() => null)
    if (thread === null || thread === undefined) return
    await thread.ask('close', null).catch(() => undefined)
    await thread.end()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.stop()
  }

  #started(): Promise<StorageThread<O>> {
    if (this.#thread !== null) return this.#thread
    if (this.#closed) return Promise.reject(new Error('the storage is closed'))
    const forget = (): void => {
      if (this.#thread === started) this.#thread = null
    }
    const started: Promise<StorageThread<O>> = this.#options.launch((error) => {
      forget()
      this.#options.onDied(error)
    })
    this.#thread = started
    started.catch(forget)
    return started
  }
}
