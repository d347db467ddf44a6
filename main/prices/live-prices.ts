import { join } from 'node:path'
import { errorCodes } from '../../preload/contract/errors'
import type { PriceSourceName, SymbolMatch } from '../../preload/contract/live-prices'
import type { Fundamentals } from '../evidence/fundamentals/fundamentals-shape'
import type { Headline } from '../evidence/headlines/headlines-file'
import { CancelScope, onAbort } from '../kernel/abort'
import type { Clock } from '../kernel/clock'
import { AppError } from '../kernel/errors'
import type { Log } from '../kernel/log'
import { PriceCache } from './cache/price-cache'
import { CachedAnswers } from './cached-answers'
import { CachedDailyPrices, type DailyPrices } from './daily-prices'
import type { DailyRequest, PriceSource, SourceCall } from './price-source'
import { inTypedOrder } from './symbols'
import { namesSymbol } from './template/template-address'
import { TemplateSource } from './template/template-source'
import { YahooSource } from './yahoo/yahoo-source'

const dayMs = 86_400_000
const headlinesFreshMs = 15 * 60 * 1000

export interface LivePricesOptions {
  /** Absolute; null keeps fetched prices for this run only. */
  dataFolder: string | null
  /** The folder of the built main side. */
  mainFolder: string
  clock: Clock
  log: Log
  /** The CSV address as it is set now; '' = none. */
  template: () => string
  /** Tests send Yahoo's requests elsewhere. */
  reroute?: (address: URL) => URL
  limitMs?: number
  spacingMs?: number
}

/** One answer of a source, kept or new. */
interface Ask<T> {
  kept: CachedAnswers<T>
  key: string
  fetch: () => Promise<T>
  signal: AbortSignal
}

const isMatches = (value: unknown): value is SymbolMatch[] => Array.isArray(value)
const isHeadlines = (value: unknown): value is Headline[] => Array.isArray(value)
const isFundamentals = (value: unknown): value is Fundamentals | null =>
  value === null || (typeof value === 'object' && 'periods' in value)

/** Every source of prices behind one cache. */
export class LivePrices {
  readonly #sources: Readonly<Record<PriceSourceName, PriceSource>>
  readonly #template: () => string
  readonly #cache: PriceCache
  readonly #daily: CachedDailyPrices
  readonly #matches: CachedAnswers<SymbolMatch[]>
  readonly #headlines: CachedAnswers<Headline[]>
  readonly #fundamentals: CachedAnswers<Fundamentals | null>
  readonly #life = new CancelScope(null)

  constructor({ dataFolder, mainFolder, log, template, ...rest }: LivePricesOptions) {
    const { clock } = rest
    const file = dataFolder === null ? null : join(dataFolder, 'prices.db')
    const cache = new PriceCache({ workerFile: join(mainFolder, 'prices.worker.js'), file, log })
    const parts = { cache, clock }
    this.#cache = cache
    this.#template = template
    this.#sources = {
      yahoo: new YahooSource(rest),
      template: new TemplateSource({
        ...rest,
        template,
        readTable: ({ bytes, name }, dates) => cache.table({ bytes, name, ...dates })
      })
    }
    this.#daily = new CachedDailyPrices(parts)
    this.#matches = new CachedAnswers({
      ...parts,
      kind: 'search',
      freshMs: dayMs,
      holds: isMatches
    })
    this.#headlines = new CachedAnswers({
      ...parts,
      kind: 'headlines',
      freshMs: headlinesFreshMs,
      holds: isHeadlines
    })
    this.#fundamentals = new CachedAnswers({
      ...parts,
      kind: 'fundamentals',
      freshMs: dayMs,
      holds: isFundamentals
    })
  }

  /** Whether a source has prices of other subjects too, such as a benchmark's. */
  servesAny(name: PriceSourceName): boolean {
    return name !== 'template' || namesSymbol(this.#template())
  }

  /** @throws {AppError} `prices.*`, `evidence.*`; the signal's reason */
  daily(name: PriceSourceName, request: DailyRequest, call: SourceCall): Promise<DailyPrices> {
    const place = name === 'template' ? this.#template() : ''
    return this.#within(call, (signal) =>
      this.#daily.get(this.#sources[name], request, { place, signal })
    )
  }

  /** Symbols for what was typed, by Yahoo's search; empty when nothing is like it. */
  search(text: string, call: SourceCall): Promise<SymbolMatch[]> {
    const key = text.trim().toLowerCase()
    const { search } = this.#sources.yahoo
    if (key === '' || search === null) return Promise.resolve([])
    return this.#within(call, async (signal) => {
      const fetch = (): Promise<SymbolMatch[]> => search(text.trim(), { signal })
      return inTypedOrder(text, await this.#ask({ kept: this.#matches, key, fetch, signal }))
    })
  }

  /** What the source has of the company; null for none. */
  fundamentals(
    name: PriceSourceName,
    symbol: string,
    call: SourceCall
  ): Promise<Fundamentals | null> {
    const { fundamentals } = this.#sources[name]
    if (fundamentals === null) return Promise.resolve(null)
    return this.#within(call, (signal) =>
      this.#ask({
        kept: this.#fundamentals,
        key: symbol,
        fetch: () => fundamentals(symbol, { signal }),
        signal
      })
    )
  }

  /** What the source has of news; empty for none. */
  headlines(
    name: PriceSourceName,
    { symbol, timeZone }: { symbol: string; timeZone: string | null },
    call: SourceCall
  ): Promise<Headline[]> {
    const { headlines } = this.#sources[name]
    if (headlines === null) return Promise.resolve([])
    return this.#within(call, (signal) =>
      this.#ask({
        kept: this.#headlines,
        key: symbol,
        fetch: () => headlines(symbol, { signal, timeZone }),
        signal
      })
    )
  }

  /** Calls off whatever is being fetched, then ends the cache's thread. */
  async close(): Promise<void> {
    this.#life.cancel('shutdown')
    this.#life.dispose()
    await this.#cache.close()
  }

  /** Fresh from the cache, else fetched, else of before; rejects when there is none of these. */
  async #ask<T>({ kept, key, fetch, signal }: Ask<T>): Promise<T> {
    const before = await kept.get(key)
    if (before !== null && kept.isFresh(before)) return before.value
    try {
      const { value } = await kept.put(key, await fetch())
      return value
    } catch (error) {
      if (before === null || signal.aborted || !(error instanceof AppError)) throw error
      return before.value
    }
  }

  async #within<T>({ signal }: SourceCall, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const scope = new CancelScope(signal)
    const closing = onAbort(this.#life.signal, () => scope.cancel('shutdown'))
    try {
      scope.signal.throwIfAborted()
      return await work(scope.signal)
    } catch (error) {
      if (!this.#life.signal.aborted) throw error
      throw new AppError(errorCodes.shuttingDown, 'prices are not fetched at shutdown')
    } finally {
      closing.dispose()
      scope.dispose()
    }
  }
}
