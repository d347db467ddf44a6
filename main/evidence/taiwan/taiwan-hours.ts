import type { PriceSheet } from '../price-sheet'
import { taiwanListing } from './taiwan-listing'

/** Indices of the two Taiwan exchanges, by the names that their files go by. */
const taiwanIndex = /^\^?(?:TWII|TWOII|TAIEX|TPEX)(?:\.(?:csv|tsv|txt))?$/i

/**
 * Whether a series is closed with Taiwan's session: a listing there, or an index of its exchanges.
 * A series of another zone closes hours apart, so one day's news is in two dates of the pair.
 */
export const inTaiwanHours = (sheet: PriceSheet, name: string): boolean =>
  [name.trim(), sheet.file].some((each) => taiwanIndex.test(each)) ||
  taiwanListing(sheet, name) !== null
