import { z } from 'zod'
import type { SymbolMatch } from '../../../preload/contract/live-prices'
import type { Headline } from '../../evidence/headlines/headlines-file'
import { knownZone, marketDays } from '../market-day'
import { moment } from './yahoo-chart'

const text = z.string().nullish()

const quote = z.object({
  symbol: z.string(),
  shortname: text,
  longname: text,
  exchDisp: text,
  exchange: text,
  typeDisp: text,
  quoteType: text
})

const story = z.object({
  title: z.string(),
  publisher: text,
  link: text,
  providerPublishTime: moment,
  relatedTickers: z.array(z.string()).nullish()
})

/** What of a search answer is used; entries of another shape are no symbols and no headlines. */
export const yahooSearch = z.object({
  quotes: z.array(z.unknown()).nullish(),
  news: z.array(z.unknown()).nullish()
})
export type YahooSearch = z.infer<typeof yahooSearch>

/** As routes take a symbol. */
export const symbolShape = /^[\^A-Za-z0-9][A-Za-z0-9.^=_-]{0,23}$/

const readAll = <T>(shape: z.ZodType<T>, entries: readonly unknown[]): T[] =>
  entries.flatMap((entry) => {
    const read = shape.safeParse(entry)
    return read.success ? [read.data] : []
  })

/** The symbols of a search answer, in its order. */
export const searchMatches = ({ quotes }: YahooSearch): SymbolMatch[] =>
  readAll(quote, quotes ?? [])
    .filter(({ symbol }) => symbolShape.test(symbol))
    .map((found) => ({
      symbol: found.symbol,
      name: found.longname ?? found.shortname ?? found.symbol,
      exchange: found.exchDisp ?? found.exchange ?? '',
      type: (found.typeDisp ?? found.quoteType ?? '').toLowerCase()
    }))

/** The headlines of a search for `symbol`, dated in the market's zone; those of others are not. */
export const searchHeadlines = (
  { news }: YahooSearch,
  { symbol, timeZone }: { symbol: string; timeZone: string | null }
): Headline[] => {
  const dayOf = marketDays(knownZone(timeZone), 0)
  return readAll(story, news ?? [])
    .filter(({ relatedTickers }) => relatedTickers?.includes(symbol) ?? true)
    .map(({ title, publisher, link, providerPublishTime }) => ({
      date: dayOf(providerPublishTime),
      title,
      publisher: publisher ?? null,
      link: link ?? null
    }))
}
