import { cellError } from '../evidence-error'
import type { NumberColumn, NumberField } from './number-columns'
import type { TableRow } from './table'

/** Vendors adjust columns one by one; a miss this small, as a ratio of the price, passes. */
const adjustmentTolerance = 0.001
/** The most that a difference in rounding excuses, as a ratio of the price. */
const roundingTolerance = 0.005

type ColumnsByField = Partial<Record<NumberField, NumberColumn>>

interface Order {
  /** The column that an error names; it must not be below `lower`, or not above `upper`. */
  lower: NumberField
  upper: NumberField
  blamed: NumberField
}

const orders: readonly Order[] = [
  { lower: 'low', upper: 'high', blamed: 'high' },
  { lower: 'open', upper: 'high', blamed: 'open' },
  { lower: 'close', upper: 'high', blamed: 'close' },
  { lower: 'low', upper: 'open', blamed: 'open' },
  { lower: 'low', upper: 'close', blamed: 'close' }
]

/** Two columns rounded to different decimals may cross by half a step of the coarser one. */
const roundingStep = (a: NumberColumn, b: NumberColumn): number =>
  a.decimals === b.decimals ? 0 : 0.5 * 10 ** -Math.min(a.decimals, b.decimals)

/**
 * Refuses bars whose high, low, open and close cannot belong together.
 * @throws {AppError} `evidence.inconsistent-bar`
 */
export const refuseInconsistentBars = (
  columns: readonly NumberColumn[],
  rows: readonly TableRow[],
  file: string
): void => {
  const byField: ColumnsByField = Object.fromEntries(
    columns.map((column) => [column.field, column])
  )
  for (const { lower, upper, blamed } of orders) {
    const [low, high, column] = [byField[lower], byField[upper], byField[blamed]]
    if (low === undefined || high === undefined || column === undefined) continue
    const step = roundingStep(low, high)
    const allowed = (price: number): number =>
      Math.max(adjustmentTolerance * price, Math.min(step, roundingTolerance * price))
    const bad = rows.findIndex((_, index) => {
      const [below, above] = [low.values[index] ?? NaN, high.values[index] ?? NaN]
      return below - above > allowed(below)
    })
    if (bad < 0) continue
    const value = String(column.values[bad])
    throw cellError('inconsistent-bar', {
      file,
      row: rows[bad]?.line ?? 0,
      column: column.name,
      value
    })
  }
}
