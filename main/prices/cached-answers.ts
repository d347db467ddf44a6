import type { Clock } from '../kernel/clock'
import type { CachedValue, CacheKind } from './cache/cache-protocol'
import type { PriceCache } from './cache/price-cache'

export interface CachedAnswer<T> {
  value: T
  fetchedAt: number
}

export interface CachedAnswersOptions<T> {
  cache: Pick<PriceCache, 'get' | 'all' | 'put'>
  clock: Clock
  kind: CacheKind
  /** How long an answer is given again without asking. */
  freshMs: number
  /** Whether what was kept is of the shape that it should be. */
  holds: (value: unknown) => value is T
}

/** The kept answers of one kind. What cannot be read any more is as if it had never been kept. */
export class CachedAnswers<T> {
  readonly #options: CachedAnswersOptions<T>

  constructor(options: CachedAnswersOptions<T>) {
    this.#options = options
  }

  /** Of any age; null for none. */
  async get(key: string): Promise<CachedAnswer<T> | null> {
    const { cache, kind } = this.#options
    const kept = await cache.get({ kind, key })
    return kept === null ? null : this.#read(kept)
  }

  /** About one subject under any key, the latest first. */
  async all(subject: string): Promise<CachedAnswer<T>[]> {
    const { cache, kind } = this.#options
    const kept = await cache.all({ kind, subject })
    return kept.map((each) => this.#read(each)).filter((answer) => answer !== null)
  }

  async put(key: string, value: T, { subject = key } = {}): Promise<CachedAnswer<T>> {
    const { cache, kind, clock } = this.#options
    const fetchedAt = clock.wallMs()
    await cache.put({ kind, key, subject, fetchedAt, value: JSON.stringify(value) })
    return { value, fetchedAt }
  }

  /** An answer of the future is of a clock that was put back, and not trusted. */
  isFresh({ fetchedAt }: CachedAnswer<T>): boolean {
    const { clock, freshMs } = this.#options
    const ageMs = clock.wallMs() - fetchedAt
    return ageMs >= 0 && ageMs < freshMs
  }

  #read({ fetchedAt, value: text }: CachedValue): CachedAnswer<T> | null {
    try {
      const value: unknown = JSON.parse(text)
      return this.#options.holds(value) ? { fetchedAt, value } : null
    } catch {
      return null
    }
  }
}
