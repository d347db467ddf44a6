import type { AppError } from '../kernel/errors'
import type { Orders } from './storage-protocol'
import { StorageThread, type StorageThreadOptions } from './storage-thread'

/** What every storage thread understands. */
export type OpenOrders = Orders & {
  open: { input: unknown; output: unknown }
  close: { input: null; output: null }
}

export interface ThreadHostOptions<O extends OpenOrders> extends StorageThreadOptions {
  /** What `open` is asked with, each time that a thread is started. */
  opening: () => O['open']['input']
  onOpened: (opened: O['open']['output']) => void
}

/**
 * Starts a storage thread when it is first needed, and a new one when the last has ended by itself
 * or could not open its files.
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

  /** Asks nothing of a thread that was never started. */
  async askIfStarted<K extends keyof O & string>(order: K, input: O[K]['input']): Promise<void> {
    if (this.#thread !== null) await this.ask(order, input)
  }

  /** Lets the thread close its files and ends it; the next question starts a new one. */
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
    const started: Promise<StorageThread<O>> = this.#start(() => {
      if (this.#thread === started) this.#thread = null
    })
    this.#thread = started
    return started
  }

  async #start(forget: () => void): Promise<StorageThread<O>> {
    const { workerFile, start, onDied, opening, onOpened } = this.#options
    const died = (error: AppError): void => {
      forget()
      onDied(error)
    }
    const thread = new StorageThread<O>({ workerFile, start, onDied: died })
    try {
      onOpened(await thread.ask('open', opening()))
      return thread
    } catch (error) {
      await thread.end()
      forget()
      throw error
    }
  }
}
