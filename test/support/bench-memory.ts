const megabyte = 1024 * 1024

/** Megabytes (2^20 bytes). `heap` and `outside` (buffers) are of V8, `rss` is of the system. */
export interface MemoryReading {
  heap: number
  outside: number
  rss: number
}

export const memoryNow = (): MemoryReading => {
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed / megabyte, outside: external / megabyte, rss: rss / megabyte }
}

/** A collection leaves what only finalizers free; after a few turns of the loop that is gone too. */
const collections = 4

/**
 * What is really held: read after forced collections.
 * @throws {Error} without --expose-gc
 */
export const memoryHeld = async (): Promise<MemoryReading> => {
  if (globalThis.gc === undefined) throw new Error('this needs --expose-gc')
  for (let count = 0; count < collections; count += 1) {
    globalThis.gc()
    await new Promise((done) => setImmediate(done))
  }
  return memoryNow()
}

/** The highest readings from its making until `end`. */
export class MemoryPeak {
  readonly #timer: NodeJS.Timeout
  readonly #peak = memoryNow()

  constructor(everyMs: number) {
    this.#timer = setInterval(() => this.#look(), everyMs)
  }

  end(): MemoryReading {
    clearInterval(this.#timer)
    this.#look()
    return this.#peak
  }

  #look(): void {
    const now = memoryNow()
    for (const key of ['heap', 'outside', 'rss'] as const) {
      this.#peak[key] = Math.max(this.#peak[key], now[key])
    }
  }
}
