import { z } from 'zod'
import type { Fundamentals, RatioField } from '../../evidence/fundamentals/fundamentals-shape'
import { knownZone, marketDays } from '../market-day'
import { moment } from './yahoo-chart'

const figures = z.record(z.string(), z.unknown()).nullish()

/** What of a summary answer is used. */
export const yahooSummary = z.object({
  price: z
    .object({
      currency: z.string().nullish(),
      regularMarketTime: moment.nullish()
    })
    .nullish(),
  quoteType: z.object({ timeZoneFullName: z.string().nullish() }).nullish(),
  summaryDetail: figures,
  defaultKeyStatistics: figures,
  financialData: figures
})
export type YahooSummary = z.infer<typeof yahooSummary>

type Part = 'summaryDetail' | 'defaultKeyStatistics' | 'financialData'

/** Where each ratio stands; the first place that has it counts. */
const places: Readonly<Record<RatioField, readonly [Part, string][]>> = {
  trailingPe: [['summaryDetail', 'trailingPE']],
  forwardPe: [
    ['summaryDetail', 'forwardPE'],
    ['defaultKeyStatistics', 'forwardPE']
  ],
  pegRatio: [['defaultKeyStatistics', 'pegRatio']],
  priceToBook: [['defaultKeyStatistics', 'priceToBook']],
  priceToSales: [['summaryDetail', 'priceToSalesTrailing12Months']],
  enterpriseToEbitda: [['defaultKeyStatistics', 'enterpriseToEbitda']],
  dividendYield: [['summaryDetail', 'dividendYield']],
  payoutRatio: [['summaryDetail', 'payoutRatio']],
  marketCap: [['summaryDetail', 'marketCap']],
  beta: [
    ['summaryDetail', 'beta'],
    ['defaultKeyStatistics', 'beta']
  ],
  profitMargin: [
    ['financialData', 'profitMargins'],
    ['defaultKeyStatistics', 'profitMargins']
  ],
  operatingMargin: [['financialData', 'operatingMargins']],
  returnOnEquity: [['financialData', 'returnOnEquity']],
  returnOnAssets: [['financialData', 'returnOnAssets']],
  debtToEquity: [['financialData', 'debtToEquity']],
  currentRatio: [['financialData', 'currentRatio']],
  trailingEps: [['defaultKeyStatistics', 'trailingEps']],
  forwardEps: [['defaultKeyStatistics', 'forwardEps']]
}

/** Money in the currency of the price, which need not be that of the statements. */
const inPriceCurrency: readonly RatioField[] = ['marketCap', 'trailingEps', 'forwardEps']
const percent = 100

const currencyOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) ? value : null

const ratioOf = (summary: YahooSummary, field: RatioField): number | null => {
  for (const [part, name] of places[field]) {
    const value = summary[part]?.[name]
    if (typeof value !== 'number' || !Number.isFinite(value)) continue
    // Yahoo gives this one in percent, and the others as fractions.
    return field === 'debtToEquity' ? value / percent : value
  }
  return null
}

export interface SummaryRatios {
  /** Of the statements, or else of the price. */
  currency: string | null
  ratios: Fundamentals['ratios']
}

/**
 * The ratios of a summary answer, dated by the market's day of the price that they rest on; null
 * without any, or without that day. Money of another currency than the statements' is left out.
 */
export const summaryRatios = (summary: YahooSummary): SummaryRatios => {
  const priced = currencyOf(summary.price?.currency)
  const stated = currencyOf(summary.financialData?.['financialCurrency'])
  const currency = stated ?? priced
  const at = summary.price?.regularMarketTime ?? null
  const zone = knownZone(summary.quoteType?.timeZoneFullName)
  const mixed = stated !== null && priced !== stated
  const entries = (Object.keys(places) as RatioField[]).map((field) => {
    const known = mixed && inPriceCurrency.includes(field) ? null : ratioOf(summary, field)
    return [field, known] as const
  })
  if (at === null || entries.every(([, value]) => value === null)) return { currency, ratios: null }
  const figures = Object.fromEntries(entries) as Record<RatioField, number | null>
  return { currency, ratios: { asOf: marketDays(zone, 0)(at), ...figures } }
}
