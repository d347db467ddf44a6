import type { PriceBar } from './chart-bars'
import type { YahooChart } from './yahoo-chart'

/** Quotes come late by this at most: a session's last price is not known before. */
const delayMs = 30 * 60 * 1000

/**
 * Whether the last bar is of a session that had not closed at `nowMs`. Where the answer names no
 * trading hours, a bar of the market's own today is taken for one.
 */
export const isOpenSession = (
  last: PriceBar,
  { meta }: Pick<YahooChart, 'meta'>,
  { nowMs, dayOf }: { nowMs: number; dayOf: (ms: number) => string }
): boolean => {
  const regular = meta.currentTradingPeriod?.regular ?? null
  if (regular === null) return last.date === dayOf(nowMs)
  if (last.date !== dayOf(regular.start)) return false
  const { end } = regular
  const quoted = meta.regularMarketTime ?? last.atMs
  return nowMs < end || (quoted < end && nowMs < end + delayMs)
}
