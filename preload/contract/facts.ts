/**
 * Where a fact comes from. `lines` and `page` count from 1; dates are ISO (YYYY-MM-DD).
 * `mandate`: the analyst's own figure, from no file. `fundamentals`: a field of a period that ended on
 * `end`. `url`: where a line's own text is said to stand.
 */
export type FactSource =
  | { kind: 'price-rows'; file: string; from: string; to: string; bars: number; sha256: string }
  | { kind: 'text-lines'; file: string; from: number; to: number; sha256: string; url?: string }
  | { kind: 'url'; url: string; fetchedAt: string }
  | { kind: 'page'; file: string; page: number; sha256: string }
  | { kind: 'derived'; inputs: string[]; formula: string }
  | { kind: 'fundamentals'; file: string; field: string; end: string; sha256: string }
  | { kind: 'mandate' }

/**
 * - `price`: in the file's own currency or index points
 * - `ratio`: 0.032 means 3.2 %
 * - `score`: an oscillator's own scale (RSI 0–100)
 * - `number`: a plain number (beta, z, skewness)
 * - `volume`, `bars` (sessions), `count`, `date` (ISO), `text`
 */
export type FactUnit =
  'price' | 'ratio' | 'score' | 'number' | 'volume' | 'bars' | 'count' | 'date' | 'text'

/** `split`: open, high, low, close as in the file; `total`: adjusted for dividends too. */
export type FactBasis = 'split' | 'total' | 'none'

/** A number or a string with all that is needed to check it. `from` and `to` bound its window. */
export interface Fact {
  id: string
  subject: string
  metric: string
  value: number | string
  unit: FactUnit
  basis: FactBasis
  asOf: string
  from: string
  to: string
  source: FactSource
  formula: string
}
