/** Where daily prices can be fetched from; `template`: a CSV address of the user's own. */
export const priceSources = ['yahoo', 'template'] as const
export type PriceSourceName = (typeof priceSources)[number]

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
  /**
   * The ISO date, at the exchange, on which newer ones could not be had and these were given; absent
   * where they are of that day.
   */
  askedOn?: string
}
