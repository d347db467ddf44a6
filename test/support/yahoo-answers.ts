/** A row of a chart answer: seconds since 1970, then prices, adjusted close and volume. */
export interface ChartRow {
  at: number
  open: number | null
  high: number | null
  low: number | null
  close: number | null
  adjusted?: number | null
  volume: number | null
}

const daySeconds = 86_400

/** So many weekdays' rows that end on the day of `last` (ISO, UTC), at `second` of each day. */
export const chartRows = (count: number, last: string, second = 14 * 3600 + 1800): ChartRow[] => {
  const rows: ChartRow[] = []
  let day = Date.parse(last) / 1000
  while (rows.length < count) {
    const weekday = new Date(day * 1000).getUTCDay()
    const close = 100 + Math.fround(Math.sin(day / daySeconds) * 5)
    if (weekday > 0 && weekday < 6) {
      const [open, high, low] = [close - 0.5, close + 1, close - 1]
      rows.unshift({ at: day + second, open, high, low, close, adjusted: close / 2, volume: 1_000 })
    }
    day -= daySeconds
  }
  return rows
}

export interface ChartMeta {
  symbol: string
  currency?: string | null
  fullExchangeName?: string
  exchangeTimezoneName?: string
  gmtoffset?: number
  longName?: string
  regularMarketTime?: number
  regular?: { start: number; end: number } | null
}

/** A chart answer in the shape of `v8/finance/chart`. */
export const chartAnswer = (meta: ChartMeta, rows: readonly ChartRow[]): unknown => {
  const { regular = null, ...rest } = meta
  const column = (field: keyof ChartRow): unknown[] => rows.map((row) => row[field] ?? null)
  const quote = {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume')
  }
  const period = regular === null ? {} : { currentTradingPeriod: { regular } }
  const known = {
    currency: 'USD',
    fullExchangeName: 'NasdaqGS',
    exchangeName: 'NMS',
    exchangeTimezoneName: 'America/New_York',
    gmtoffset: -18_000,
    instrumentType: 'EQUITY',
    dataGranularity: '1d',
    ...rest,
    ...period
  }
  const result =
    rows.length === 0
      ? { meta: known, indicators: { quote: [{}], adjclose: [{}] } }
      : {
          meta: known,
          timestamp: column('at'),
          indicators: { quote: [quote], adjclose: [{ adjclose: column('adjusted') }] }
        }
  return { chart: { result: [result], error: null } }
}

/** As Yahoo refuses a symbol that it has not, or dates without a bar; sent with 404 or 400. */
export const chartRefusal = (code: string, description: string): unknown => ({
  chart: { result: null, error: { code, description } }
})

export const searchAnswer = (quotes: unknown[], news: unknown[] = []): unknown => ({
  explains: [],
  count: quotes.length + news.length,
  quotes,
  news
})

export const searchQuote = (symbol: string, longname: string, exchDisp = 'NASDAQ'): unknown => ({
  symbol,
  longname,
  shortname: longname.slice(0, 8),
  exchDisp,
  exchange: 'NMS',
  quoteType: 'EQUITY',
  typeDisp: 'Equity',
  isYahooFinance: true
})

/** Statements in the shape of `fundamentals-timeseries`: figures of each name, one a period end. */
export const statementsAnswer = (
  type: 'annual' | 'quarterly',
  ends: readonly string[],
  figures: Readonly<Record<string, readonly number[]>>
): unknown => ({
  timeseries: {
    result: Object.entries(figures).map(([name, values]) => ({
      meta: { symbol: ['X'], type: [`${type}${name}`] },
      timestamp: ends.map((end) => Date.parse(end) / 1000),
      [`${type}${name}`]: values.map((raw, at) => ({
        asOfDate: ends[at],
        periodType: type === 'annual' ? '12M' : '3M',
        currencyCode: 'USD',
        reportedValue: { raw, fmt: String(raw) }
      }))
    })),
    error: null
  }
})

export const summaryAnswer = (parts: Record<string, unknown>): unknown => ({
  quoteSummary: { result: [parts], error: null }
})
