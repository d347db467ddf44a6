import type { PriceOrigin, PriceSourceName, SymbolMatch } from '../../preload/contract/live-prices'
import type { Fundamentals } from '../evidence/fundamentals/fundamentals-shape'
import type { Headline } from '../evidence/headlines/headlines-file'

export interface SourceCall {
  signal: AbortSignal
}

/** Dates are ISO, both included; null reaches as far as the source does. */
export interface DailyRequest {
  symbol: string
  from: string | null
  to: string | null
}

/** Daily prices as they were fetched; `csv` has a header, is oldest first and has no origin yet. */
export interface FetchedPrices {
  origin: PriceOrigin
  csv: string
}

/**
 * Where prices are fetched from. Each call rejects with `prices.*`, or with the signal's reason once
 * it aborts; its sockets are closed when it settles. What a source does not have is null.
 */
export interface PriceSource {
  readonly name: PriceSourceName
  /** As it is called to a person. */
  readonly label: string
  /** Rejects with `prices.unknown-symbol` for a symbol that the source has not. */
  daily(request: DailyRequest, call: SourceCall): Promise<FetchedPrices>
  readonly search: ((text: string, call: SourceCall) => Promise<SymbolMatch[]>) | null
  /** Null for a subject without statements, such as an index. */
  readonly fundamentals: ((symbol: string, call: SourceCall) => Promise<Fundamentals | null>) | null
  /** `timeZone` is the market's, in which the headlines are dated. */
  readonly headlines:
    ((symbol: string, call: SourceCall & { timeZone: string | null }) => Promise<Headline[]>) | null
}
