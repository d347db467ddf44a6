import type { InputReference } from './events'
import type { PriceOrigin } from './price-origin'

/** A price file or case that was read and found good. `from` and `to` are ISO dates. */
export interface ImportedPrices {
  bars: number
  from: string
  to: string
  columns: string[]
  /** Null for a file that does not say where it comes from. */
  origin: PriceOrigin | null
}

export interface ImportedEvidence extends InputReference {
  /** Present for prices and benchmarks. */
  prices: ImportedPrices | null
}
