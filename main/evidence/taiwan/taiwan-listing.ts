import type { PriceSheet } from '../price-sheet'
import { isOnTick } from './ticks'

/** A code with the exchange's suffix; a bare one may be of another market, so it needs the ticks. */
const suffixedCode = /^(\d{4,6})\.TWO?$/i
const bareCode = /^\d{4,6}$/
/** Names that only the files of the Taiwan exchanges use together. */
const exchangeColumns = ['成交股數', '收盤價']
const tickBars = 250
/** Shares or fund units in a board lot. */
export const taiwanLot = 1_000
const neededOnTicks = 0.99

export interface TaiwanListing {
  isFund: boolean
  /** Closes are prices that were traded, so that limits can be told from them. */
  onTicks: boolean
  /** Of the last 250 closes, those on a tick. */
  onTickShare: number
}

const stemOf = (file: string): string => file.replace(/\.(?:csv|tsv|txt)$/i, '')

const onTickShareOf = ({ bars }: PriceSheet, isFund: boolean): number => {
  const closes = bars.close.subarray(-tickBars)
  const dates = bars.dates.slice(-tickBars)
  const good = closes.filter((close, at) => isOnTick(close, dates[at] ?? '', isFund))
  return good.length / closes.length
}

const hasExchangeColumns = ({ columns }: PriceSheet): boolean =>
  exchangeColumns.every((name) => columns.some((column) => column.trim() === name))

/**
 * Whether the subject is listed in Taiwan: its name or file is a code with the exchange's suffix,
 * or the header is the exchange's own, or it is a bare code and every close is on a tick of the
 * exchange. Null when nothing says so.
 */
export const taiwanListing = (sheet: PriceSheet, subject: string): TaiwanListing | null => {
  const names = [subject.trim(), stemOf(sheet.file)]
  const suffixed = names.map((name) => suffixedCode.exec(name)?.[1]).find((code) => code)
  const bare = names.find((name) => bareCode.test(name))
  const isFund = (suffixed ?? bare ?? '').startsWith('00')
  const onTickShare = onTickShareOf(sheet, isFund)
  const listing = { isFund, onTicks: onTickShare >= neededOnTicks, onTickShare }
  if (suffixed !== undefined || hasExchangeColumns(sheet)) return listing
  return bare !== undefined && listing.onTicks ? listing : null
}
