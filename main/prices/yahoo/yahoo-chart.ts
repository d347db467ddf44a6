import { z } from 'zod'

/** A moment as the library gives it: a date, or seconds since 1970 where it left it as it came. */
export const moment = z
  .union([z.date(), z.number()])
  .transform((value) => (typeof value === 'number' ? value * 1000 : value.getTime()))

const column = z.array(z.number().nullable())
const text = z.string().nullish()

/** What of a chart answer is used; the rest may change as it likes. Times are in milliseconds. */
export const yahooChart = z.object({
  meta: z.object({
    symbol: z.string(),
    currency: text,
    fullExchangeName: text,
    exchangeName: text,
    exchangeTimezoneName: text,
    gmtoffset: z.number().nullish(),
    longName: text,
    shortName: text,
    regularMarketTime: moment.nullish(),
    currentTradingPeriod: z
      .object({ regular: z.object({ start: moment, end: moment }).nullish() })
      .nullish()
  }),
  /** Seconds since 1970. */
  timestamp: z.array(z.number()).nullish(),
  indicators: z.object({
    quote: z.array(
      z.object({ open: column, high: column, low: column, close: column, volume: column })
    ),
    adjclose: z.array(z.object({ adjclose: column.nullish() })).nullish()
  })
})
export type YahooChart = z.infer<typeof yahooChart>
