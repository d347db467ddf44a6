import type { ErrorShape } from '../../../preload/contract/errors'
import type { PriceTable } from '../template/price-table'

export const cacheKinds = ['daily', 'search', 'fundamentals', 'headlines'] as const
export type CacheKind = (typeof cacheKinds)[number]

/** One answer of a source. `subject` is what several keys are about, such as a source's symbol. */
export interface CacheEntry {
  kind: CacheKind
  key: string
  subject: string
  /** Milliseconds since 1970. */
  fetchedAt: number
  value: string
}

export type CachedValue = Pick<CacheEntry, 'fetchedAt' | 'value'>

/** What the thread does: order → what goes in and what comes out. */
export interface PriceOrders {
  get: { input: Pick<CacheEntry, 'kind' | 'key'>; output: CachedValue | null }
  /** All of one subject, the latest first. */
  all: { input: Pick<CacheEntry, 'kind' | 'subject'>; output: CachedValue[] }
  put: { input: CacheEntry; output: null }
  table: {
    input: { bytes: Uint8Array; name: string; from: string | null; to: string | null }
    output: PriceTable | null
  }
}
export type PriceOrder = keyof PriceOrders

export interface PriceRequest {
  id: number
  order: PriceOrder
  input: unknown
}

/** `damaged`: the file is no database any more; whoever started the thread puts it aside. */
export type PriceAnswer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: ErrorShape; damaged: boolean }

export interface PriceThreadStart {
  /** Null keeps the cache in memory. */
  file: string | null
}
