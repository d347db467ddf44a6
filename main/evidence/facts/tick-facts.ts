import type { PriceSheet } from '../price-sheet'
import { taiwanListing } from '../taiwan/taiwan-listing'
import type { DraftList } from './draft'

/**
 * Closes of a Taiwan listing that are off the exchange's ticks were never traded: their vendor has
 * adjusted them for what came later, and so restated them. A file that calls its closes adjusted says
 * that itself.
 */
export const tickFacts = (list: DraftList, sheet: PriceSheet, subject: string): void => {
  const listing = taiwanListing(sheet, subject)
  if (listing === null || listing.onTicks || sheet.priceBasis === 'total') return
  const shape = { basis: 'none', from: 0 } as const
  list.add('data.ticks.off', 1 - listing.onTickShare, {
    ...shape,
    unit: 'ratio',
    formula: "share of the last 250 closes off the exchange's ticks, over 0.01"
  })
  if (list.value('data.restated') !== undefined) return
  list.add('data.restated', 'close', {
    ...shape,
    unit: 'text',
    formula: "column off the exchange's ticks, so adjusted by its vendor for what happened later"
  })
}
