import type { FactBasis } from '../../../preload/contract/facts'
import type { PriceSheet } from '../price-sheet'

export interface JointColumns {
  subject: Float64Array
  benchmark: Float64Array
}

/** Two series on the dates that both have, oldest first. */
export interface JointBars {
  /** Index in the subject's bars of each such date. */
  indices: readonly number[]
  /** Adjusted closes where a file has them, else its closes. */
  total: JointColumns
  /**
   * Columns of one kind, whose returns may be taken from each other: adjusted closes where both
   * files have them, else closes. Null when the one file has adjusted closes only and the other
   * has none.
   */
  alike: (JointColumns & { basis: FactBasis }) | null
}

export const joinBars = (sheet: PriceSheet, other: PriceSheet): JointBars => {
  const at = new Map(other.bars.dates.map((date, index) => [date, index]))
  const indices = sheet.bars.dates.flatMap((date, index) => (at.has(date) ? [index] : []))
  const partners = indices.map((index) => at.get(sheet.bars.dates[index] ?? '') ?? -1)
  const columns = (own: Float64Array, their: Float64Array): JointColumns => ({
    subject: Float64Array.from(indices, (index) => own[index] ?? NaN),
    benchmark: Float64Array.from(partners, (index) => their[index] ?? NaN)
  })
  const total = columns(sheet.total, other.total)
  const bothTotal = sheet.returnBasis === 'total' && other.returnBasis === 'total'
  if (bothTotal) return { indices, total, alike: { ...total, basis: 'total' } }
  const closes = columns(sheet.bars.close, other.bars.close)
  const isAlike = sheet.priceBasis === other.priceBasis
  return { indices, total, alike: isAlike ? { ...closes, basis: sheet.priceBasis } : null }
}
