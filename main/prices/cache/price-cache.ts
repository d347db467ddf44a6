import { rename, rm } from 'node:fs/promises'
import { errorShape } from '../../kernel/errors'
import type { Log } from '../../kernel/log'
import type { PriceTable } from '../template/price-table'
import type { CachedValue, CacheEntry, PriceOrder, PriceOrders } from './cache-protocol'
import { DamagedCache, PriceThread } from './price-thread'

/** A damaged file is kept under its name and this. */
export const damagedSuffix = '.bad'

export interface PriceCacheOptions {
  /** The built `prices.worker.js`. */
  workerFile: string
  /** Absolute; null keeps the answers in memory for this run. */
  file: string | null
  log: Log
}

/**
 * Answers of sources with the time of their fetch, on a thread that starts with the first of them. A
 * file that is damaged is put aside and begun anew, and one that cannot be used at all is as good as
 * empty: prices do not fail for want of a cache.
 */
export class PriceCache {
  readonly #options: PriceCacheOptions
  #thread: PriceThread | null = null
  #repairing: Promise<void> | null = null
  #closed = false

  constructor(options: PriceCacheOptions) {
    this.#options = options
  }

  get(entry: Pick<CacheEntry, 'kind' | 'key'>): Promise<CachedValue | null> {
    return this.#tried('get', entry, null)
  }

  /** All answers about one subject, the latest first. */
  all(of: Pick<CacheEntry, 'kind' | 'subject'>): Promise<CachedValue[]> {
    return this.#tried('all', of, [])
  }

  async put(entry: CacheEntry): Promise<void> {
    await this.#tried('put', entry, null)
  }

  /** Reads a price file of any dialect. Rejects with `evidence.*`. */
  table(input: PriceOrders['table']['input']): Promise<PriceTable | null> {
    return this.#started().ask('table', input)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#repairing
    await this.#thread?.end()
  }

  async #tried<O extends PriceOrder>(
    order: O,
    input: PriceOrders[O]['input'],
    otherwise: PriceOrders[O]['output']
  ): Promise<PriceOrders[O]['output']> {
    const ask = (): Promise<PriceOrders[O]['output']> => this.#started().ask(order, input)
    try {
      return await ask().catch(async (error: unknown) => {
        if (!(error instanceof DamagedCache)) throw error
        await (this.#repairing ??= this.#putAside())
        return await ask()
      })
    } catch (error) {
      const { code } = errorShape(error)
      if (!this.#closed) this.#options.log.write('warning', 'prices.cache-failed', { code })
      return otherwise
    }
  }

  #started(): PriceThread {
    if (this.#closed) throw new Error('the cache of prices is closed')
    const { workerFile, file } = this.#options
    if (this.#thread === null || this.#thread.gone)
      this.#thread = new PriceThread(workerFile, { file })
    return this.#thread
  }

  /** The thread ends first: until then its file may still be written. */
  async #putAside(): Promise<void> {
    const { file, log } = this.#options
    try {
      await this.#thread?.end()
      this.#thread = null
      if (file === null) return
      await rename(file, `${file}${damagedSuffix}`)
      for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true })
      log.write('warning', 'prices.cache-damaged')
    } finally {
      this.#repairing = null
    }
  }
}
