import type { PriceOrigin } from '../../../preload/contract/live-prices'
import { barsCsv } from '../bars-csv'
import type { DailyRequest, FetchedPrices } from '../price-source'
import { badResponse, noData } from '../prices-error'
import { chartBars, columnsAgree, type PriceBar } from './chart-bars'
import { knownZone, marketDays } from '../market-day'
import { isOpenSession } from './open-session'
import { yahooLabel } from './yahoo-calls'
import { yahooChart, type YahooChart } from './yahoo-chart'

/** Of the rows, as a share, that may be unusable before the answer is not believed. */
const mostDropped = 0.01

const originOf = (
  { meta }: YahooChart,
  { symbol, timeZone, fetchedAt }: { symbol: string; timeZone: string | null; fetchedAt: number }
): PriceOrigin => ({
  source: 'yahoo',
  symbol,
  name: meta.longName ?? meta.shortName ?? null,
  currency: meta.currency ?? null,
  exchange: meta.fullExchangeName ?? meta.exchangeName ?? null,
  timeZone,
  adjustment: 'splits',
  fetchedAt,
  partial: null
})

const asChart = (answer: unknown, symbol: string): YahooChart => {
  const asked = { source: yahooLabel, symbol }
  const read = yahooChart.safeParse(answer)
  if (!read.success) {
    const { path = [], message = '' } = read.error.issues[0] ?? {}
    throw badResponse(asked, `${path.join('.')}: ${message}`)
  }
  if (!columnsAgree(read.data)) throw badResponse(asked, 'columns of different lengths')
  return read.data
}

/** The bars between both dates, and the date of a last one that was left out as still open. */
const closedBars = (
  bars: PriceBar[],
  chart: YahooChart,
  clock: { nowMs: number; dayOf: (ms: number) => string }
): { closed: PriceBar[]; partial: string | null } => {
  const last = bars.at(-1)
  if (last === undefined || !isOpenSession(last, chart, clock))
    return { closed: bars, partial: null }
  return { closed: bars.slice(0, -1), partial: last.date }
}

/**
 * Daily prices of a chart answer as it came from the library: prices are adjusted for splits, the
 * adjusted close beside them for dividends too.
 * @throws {AppError} `prices.bad-response`, `prices.no-data`
 */
export const yahooDaily = (
  answer: unknown,
  { symbol, from, to }: DailyRequest,
  nowMs: number
): FetchedPrices => {
  const chart = asChart(answer, symbol)
  const asked = { source: yahooLabel, symbol }
  const timeZone = knownZone(chart.meta.exchangeTimezoneName)
  const dayOf = marketDays(timeZone, chart.meta.gmtoffset ?? 0)
  const { bars, dropped } = chartBars(chart, dayOf)
  if (dropped > mostDropped * (bars.length + dropped)) {
    throw badResponse(asked, `${dropped} of ${bars.length + dropped} rows contradict themselves`)
  }
  const { closed, partial } = closedBars(bars, chart, { nowMs, dayOf })
  const within = ({ date }: { date: string }): boolean =>
    (from === null || date >= from) && (to === null || date <= to)
  const chosen = closed.filter(within)
  if (chosen.length === 0) throw noData(asked)
  const origin = originOf(chart, { symbol, timeZone, fetchedAt: nowMs })
  const named = partial !== null && within({ date: partial }) ? partial : null
  return { origin: { ...origin, partial: named }, csv: barsCsv(chosen) }
}
