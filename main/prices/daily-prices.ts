import type { PriceOrigin } from '../../preload/contract/live-prices'
import { errorCodes } from '../../preload/contract/errors'
import type { Clock } from '../kernel/clock'
import { AppError } from '../kernel/errors'
import type { PriceCache } from './cache/price-cache'
import { CachedAnswers, type CachedAnswer } from './cached-answers'
import { rowsWithin } from './prices-file'
import { isPricesError, unknownSymbol } from './prices-error'
import { knownZone, marketDays } from './market-day'
import type { DailyRequest, FetchedPrices, PriceSource, SourceCall } from './price-source'
import { symbolCandidates } from './symbols'

const freshMs = 15 * 60 * 1000

/** Daily prices, and why they are those of before when they are. */
export interface DailyPrices extends FetchedPrices {
  stale: { code: string; fetchedAt: number } | null
}

const isFetched = (value: unknown): value is FetchedPrices => {
  const { origin, csv } = (value ?? {}) as Record<string, unknown>
  return typeof csv === 'string' && typeof origin === 'object' && origin !== null
}

/** Daily prices of sources by way of the cache. */
export class CachedDailyPrices {
  readonly #kept: CachedAnswers<FetchedPrices>
  readonly #clock: Clock

  constructor(parts: { cache: PriceCache; clock: Clock }) {
    this.#clock = parts.clock
    this.#kept = new CachedAnswers({ ...parts, kind: 'daily', freshMs, holds: isFetched })
  }

  /**
   * Prices of the first symbol that the typed one may stand for and that the source knows: fetched
   * within the last 15 minutes, else fetched now, else of before. `place` tells sources of one kind
   * apart.
   * @throws {AppError} `prices.*`, `evidence.*`; the signal's reason
   */
  async get(
    source: PriceSource,
    request: DailyRequest,
    { place, signal }: SourceCall & { place: string }
  ): Promise<DailyPrices> {
    const typed = source.name === 'yahoo' ? symbolCandidates(request.symbol) : [request.symbol]
    const asked = typed.map((symbol) => {
      const subject = JSON.stringify([source.name, place, symbol])
      const key = JSON.stringify([subject, request.from, request.to])
      return { request: { ...request, symbol }, subject, key }
    })
    for (const { key } of asked) {
      const kept = await this.#kept.get(key)
      if (kept !== null && this.#kept.isFresh(kept)) return { ...kept.value, stale: null }
    }
    try {
      return await this.#fetch(source, asked, { signal })
    } catch (error) {
      signal.throwIfAborted()
      const kept = await this.#before(asked)
      if (kept === null || !(error instanceof AppError)) throw error
      const value = { ...kept.value, origin: this.#asked(kept.value.origin) }
      return { ...value, stale: { code: error.code, fetchedAt: kept.fetchedAt } }
    }
  }

  /** With the day on which newer ones could not be had, so that the same day gives the same file. */
  #asked(origin: PriceOrigin): PriceOrigin {
    const dayOf = marketDays(knownZone(origin.timeZone), 0)
    const askedOn = dayOf(this.#clock.wallMs())
    return askedOn > dayOf(origin.fetchedAt) ? { ...origin, askedOn } : origin
  }

  async #fetch(
    source: PriceSource,
    asked: readonly { request: DailyRequest; subject: string; key: string }[],
    call: SourceCall
  ): Promise<DailyPrices> {
    for (const { request, subject, key } of asked) {
      try {
        const fetched = await source.daily(request, call)
        await this.#kept.put(key, fetched, { subject })
        return { ...fetched, stale: null }
      } catch (error) {
        if (!isPricesError(error, errorCodes.pricesUnknownSymbol)) throw error
      }
    }
    const symbol = asked.map(({ request }) => request.symbol).join(', ')
    throw unknownSymbol({ source: source.label, symbol })
  }

  /** What was fetched for these dates, or else the latest that has any of them. */
  async #before(
    asked: readonly { request: DailyRequest; subject: string; key: string }[]
  ): Promise<CachedAnswer<FetchedPrices> | null> {
    for (const { request, subject, key } of asked) {
      const exact = await this.#kept.get(key)
      if (exact !== null) return exact
      for (const { fetchedAt, value } of await this.#kept.all(subject)) {
        const csv = rowsWithin(value.csv, request)
        if (csv !== null) return { fetchedAt, value: { ...value, csv } }
      }
    }
    return null
  }
}
