import type { AnswerPrices } from './price-server'
import {
  chartAnswer,
  chartRefusal,
  chartRows,
  searchAnswer,
  statementsAnswer,
  summaryAnswer
} from './yahoo-answers'

/** The last session of every chart. */
export const yahooLastDay = '2024-06-14'

const chart = (symbol: string, bars: number, meta = {}) => ({
  body: chartAnswer({ symbol, ...meta }, chartRows(bars, yahooLastDay))
})

const story = (title: string, day: string, symbol: string) => ({
  title,
  publisher: 'The Wire',
  link: `https://example.test/${day}`,
  providerPublishTime: Date.parse(`${day}T08:00:00Z`) / 1000,
  relatedTickers: [symbol]
})

const summary = summaryAnswer({
  price: { currency: 'TWD', regularMarketTime: Date.parse(`${yahooLastDay}T05:30:00Z`) / 1000 },
  quoteType: { timeZoneFullName: 'Asia/Taipei' },
  summaryDetail: { trailingPE: 26.1, marketCap: 24e12, dividendYield: 0.0145 },
  defaultKeyStatistics: { priceToBook: 6.5, trailingEps: 35.3 },
  financialData: { financialCurrency: 'TWD', debtToEquity: 27.4, currentRatio: 2.4 }
})

const figures = {
  TotalRevenue: [2_263e9, 2_161e9],
  NetIncome: [1_016e9, 838e9],
  StockholdersEquity: [2_945e9, 3_458e9],
  FreeCashFlow: [520e9, 286e9]
}

/** A source with one company of Taiwan, its index, its statements and its headlines. */
export const taiwanDay =
  (bars = 320): AnswerPrices =>
  (path, address) => {
    const taipei = { currency: 'TWD', exchangeTimezoneName: 'Asia/Taipei', gmtoffset: 28_800 }
    const place = { ...taipei, fullExchangeName: 'Taiwan' }
    if (path.endsWith('/chart/2330.TW')) {
      return chart('2330.TW', bars, { ...place, longName: 'Taiwan Semiconductor' })
    }
    if (path.endsWith('/chart/^TWII')) return chart('^TWII', bars, place)
    if (path.endsWith('/search')) {
      const raised = story('TSMC raises its forecast', '2024-06-12', '2330.TW')
      const later = story('TSMC cuts its forecast', '2024-06-20', '2330.TW')
      return { body: searchAnswer([], [raised, later]) }
    }
    if (path.includes('/timeseries/2330.TW')) {
      const type = address.searchParams.get('type')?.startsWith('annual') ? 'annual' : 'quarterly'
      const ends = type === 'annual' ? ['2022-12-31', '2023-12-31'] : ['2023-03-31', '2024-03-31']
      return { body: statementsAnswer(type, ends, figures) }
    }
    if (path.startsWith('/finance.yahoo.com/')) {
      return { headers: { 'set-cookie': 'A1=x; Domain=.yahoo.com; Path=/' }, body: '<html>' }
    }
    if (path.endsWith('/getcrumb')) return { body: 'crumb' }
    if (path.includes('/quoteSummary/')) return { body: summary }
    return { status: 404, body: chartRefusal('Not Found', 'No data found, symbol may be delisted') }
  }
