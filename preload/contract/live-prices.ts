import type { ImportedEvidence } from './imported-evidence'
import type { PriceOrigin, PriceSourceName } from './price-origin'

export { priceSources } from './price-origin'
export type { PriceAdjustment, PriceOrigin, PriceSourceName } from './price-origin'

/** A symbol that a search found. */
export interface SymbolMatch {
  symbol: string
  name: string
  exchange: string
  /** As the source calls it: equity, etf, index … */
  type: string
}

/** Dates are ISO; null reaches as far as the source does. */
export interface SymbolRequest {
  symbol: string
  source: PriceSourceName
  from: string | null
  to: string | null
}

/** What is fetched beside a symbol's prices. */
export const priceCompanions = ['benchmark', 'headlines', 'fundamentals'] as const
export type PriceCompanion = (typeof priceCompanions)[number]

/** What was fetched, or found in the cache when the source could not be reached. */
export interface ImportedSymbol {
  prices: ImportedEvidence
  origin: PriceOrigin
  /** Prices of before are given since the source failed; null when they are fresh. */
  stale: { code: string; fetchedAt: number } | null
  /** The market's index by the settings; null where there is none or it failed. */
  benchmark: ImportedEvidence | null
  /** Headlines with date and link; null where the source gives none. */
  headlines: ImportedEvidence | null
  /** Income, balance sheet, cash flow and ratios; null where the source gives none. */
  fundamentals: ImportedEvidence | null
  /** What failed beside the prices: it is null here, and may be there all the same. */
  failed: readonly PriceCompanion[]
}
