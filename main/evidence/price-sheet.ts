import type { FactBasis } from '../../preload/contract/facts'
import type { PriceOrigin } from '../../preload/contract/live-prices'
import { cutBars } from './as-of'
import type { Bars } from './bars'
import { canonicalSha256 } from './canonical'
import type { PriceFile } from './price-file'
import { volumeUnit, type VolumeUnit } from './volume-unit'

/** The bars that facts are made from: up to the as-of date, without stale ones. */
export interface PriceSheet {
  file: string
  asOf: string
  /** `high` and `low` are the closes where the file has none. */
  bars: Bars
  /** Adjusted closes where the file has them, else the closes. */
  total: Float64Array
  priceBasis: FactBasis
  returnBasis: FactBasis
  hasRange: boolean
  hasVolume: boolean
  volumeUnit: VolumeUnit
  /** The columns of the file that are in use, as its header names them. */
  columns: readonly string[]
  /** Dropped bars; null for a series without volume, where none can be told. */
  staleBars: number | null
  sha256: string
  /** Null for a file that does not say where it comes from. */
  origin: PriceOrigin | null
}

const isKnown = (value: number): boolean => !Number.isNaN(value)

const withRange = (bars: Bars): Bars => {
  const orClose = (column: Float64Array): Float64Array =>
    column.map((value, index) => (isKnown(value) ? value : (bars.close[index] ?? NaN)))
  return { ...bars, high: orClose(bars.high), low: orClose(bars.low) }
}

/**
 * What of a price file may be used on `asOfAsked` (ISO; null = its end).
 * @throws {AppError} `evidence.nothing-before`, `evidence.not-daily`
 */
export const priceSheet = (file: PriceFile, asOfAsked: string | null): PriceSheet => {
  const { bars, asOf, staleBars } = cutBars(file, asOfAsked)
  const hasVolume = bars.volume.some((value) => value > 0)
  const priceBasis = file.closeIsAdjusted ? 'total' : 'split'
  return {
    file: file.name,
    asOf,
    bars: withRange(bars),
    total: bars.adjusted ?? bars.close,
    priceBasis,
    returnBasis: bars.adjusted === null ? priceBasis : 'total',
    hasRange: bars.high.every(isKnown) && bars.low.every(isKnown),
    hasVolume,
    volumeUnit: volumeUnit(bars),
    columns: file.columns,
    staleBars: hasVolume ? staleBars : null,
    sha256: canonicalSha256(bars),
    origin: file.origin
  }
}
