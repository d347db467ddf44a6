import type { ImportedEvidence } from './routes'

/** Where daily prices can be fetched from; `template`: a CSV address of the user's own. */
export const priceSources = ['yahoo', 'template'] as const
export type PriceSourceName = (typeof priceSources)[number]

/** A symbol that a search found. */
export interface SymbolMatch {
  symbol: string
  name: string
  exchange: string
  /** As the source calls it: equity, etf, index … */
  type: string
}

/** What prices a price file brought with it were adjusted for. */
export type PriceAdjustment = 'none' | 'splits' | 'splits-and-dividends' | 'unknown'

/** Where fetched prices come from: part of the evidence itself, so that it stays with it. */
export interface PriceOrigin {
  source: PriceSourceName
  symbol: string
  /** As the source names the subject. */
  name: string | null
  /** ISO 4217. */
  currency: string | null
  exchange: string | null
  /** IANA. */
  timeZone: string | null
  adjustment: PriceAdjustment
  /** Milliseconds since 1970. */
  fetchedAt: number
  /** The ISO date of a last bar that was left out since its session had not closed. */
  partial: string | null
}

/** Dates are ISO; null reaches as far as the source does. */
export interface SymbolRequest {
  symbol: string
  source: PriceSourceName
  from: string | null
  to: string | null
}

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
}
