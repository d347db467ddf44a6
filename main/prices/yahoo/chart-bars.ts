import { shortNumber } from './short-number'
import type { YahooChart } from './yahoo-chart'

/** One day's bar; prices in the source's currency, volume in shares. */
export interface PriceBar {
  /** ISO, at the market. */
  date: string
  /** Milliseconds since 1970. */
  atMs: number
  open: number
  high: number
  low: number
  close: number
  /** With dividends folded in; null where the source gives none. */
  adjusted: number | null
  volume: number | null
}

/** Prices of one row may miss each other by this ratio, as the price-file reader allows. */
const tolerance = 0.001

const priceOf = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !(value > 0) ? null : shortNumber(value)

const holdsTogether = ({ open, high, low, close }: PriceBar): boolean => {
  const [top, bottom] = [high * (1 + tolerance), low * (1 - tolerance)]
  return low <= top && [open, close].every((price) => price <= top && price >= bottom)
}

export interface ChartBars {
  bars: PriceBar[]
  /** Rows with a close that lack another price or contradict themselves; they are left out. */
  dropped: number
}

/**
 * The bars of a chart answer, oldest first, one a day: of two the later one, which is the live one.
 * A row without a close is a day without trading.
 */
export const chartBars = (
  { timestamp, indicators }: YahooChart,
  dayOf: (ms: number) => string
): ChartBars => {
  const quote = indicators.quote[0]
  const adjusted = indicators.adjclose?.[0]?.adjclose ?? null
  const byDay = new Map<string, PriceBar>()
  let dropped = 0
  for (const [at, seconds] of (timestamp ?? []).entries()) {
    const [open, high] = [priceOf(quote?.open[at]), priceOf(quote?.high[at])]
    const [low, close] = [priceOf(quote?.low[at]), priceOf(quote?.close[at])]
    if (close === null) continue
    const atMs = seconds * 1000
    const rest = { adjusted: priceOf(adjusted?.[at]), volume: quote?.volume[at] ?? null }
    const bar =
      open === null || high === null || low === null
        ? null
        : { date: dayOf(atMs), atMs, open, high, low, close, ...rest }
    if (bar === null || !holdsTogether(bar)) dropped += 1
    else byDay.set(bar.date, bar)
  }
  const bars = [...byDay.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  return { bars, dropped }
}

/** A column's lengths must agree, or its values stand at the wrong days. */
export const columnsAgree = ({ timestamp, indicators }: YahooChart): boolean => {
  const days = timestamp?.length ?? 0
  if (days === 0) return true
  const [quote] = indicators.quote
  if (quote === undefined) return false
  const adjusted = indicators.adjclose?.[0]?.adjclose
  const columns = [quote.open, quote.high, quote.low, quote.close, quote.volume]
  return [...columns, ...(adjusted ? [adjusted] : [])].every(({ length }) => length === days)
}
