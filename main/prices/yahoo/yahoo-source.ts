import type { SymbolMatch } from '../../../preload/contract/live-prices'
import type { Fundamentals, PeriodKind } from '../../evidence/fundamentals/fundamentals-shape'
import type { Headline } from '../../evidence/headlines/headlines-file'
import type { Clock } from '../../kernel/clock'
import type { DailyRequest, FetchedPrices, PriceSource, SourceCall } from '../price-source'
import { badResponse } from '../prices-error'
import { YahooCalls, yahooLabel, type YahooCallsOptions, type YahooWork } from './yahoo-calls'
import { yahooDaily } from './yahoo-daily'
import { summaryRatios, yahooSummary } from './yahoo-ratios'
import { searchHeadlines, searchMatches, yahooSearch, type YahooSearch } from './yahoo-search'
import { periodsOf, statementRows, statementsFetch } from './yahoo-statements'

const dayMs = 86_400_000
/** Before any exchange's electronic record. */
const earliest = '1900-01-01'
const searchedSymbols = 10
const searchedHeadlines = 40
const statementYears = 8

const shaped = <T>(
  read: { success: true; data: T } | { success: false; error: { message: string } },
  symbol: string
): T => {
  if (read.success) return read.data
  throw badResponse({ source: yahooLabel, symbol }, read.error.message)
}

/** Yahoo's open data, by the library that follows its changes. */
export class YahooSource implements PriceSource {
  readonly name = 'yahoo'
  readonly label = yahooLabel
  readonly #clock: Clock
  readonly #imports: YahooCalls
  /** Apart, so that nobody who types waits for prices. */
  readonly #typing: YahooCalls

  constructor(options: YahooCallsOptions) {
    this.#clock = options.clock
    this.#imports = new YahooCalls(options)
    this.#typing = new YahooCalls({ ...options, spacingMs: 0 })
  }

  async daily(request: DailyRequest, call: SourceCall): Promise<FetchedPrices> {
    const { symbol, from, to } = request
    // A day more on both sides: the market's midnight is not that of UTC.
    const period1 = new Date(Date.parse(from ?? earliest) - dayMs)
    const period2 = new Date((to === null ? this.#clock.wallMs() : Date.parse(to)) + 2 * dayMs)
    const answer = await this.#imports.run(
      symbol,
      ({ client, options }) =>
        client.chart(
          encodeURIComponent(symbol),
          { period1, period2, interval: '1d', includePrePost: false, events: '', return: 'object' },
          options
        ),
      call
    )
    return yahooDaily(answer, request, this.#clock.wallMs())
  }

  readonly search = async (text: string, call: SourceCall): Promise<SymbolMatch[]> => {
    const counts = { quotesCount: searchedSymbols, newsCount: 0 }
    return searchMatches(await this.#search(this.#typing, { text, counts }, call))
  }

  readonly headlines = async (
    symbol: string,
    { signal, timeZone }: SourceCall & { timeZone: string | null }
  ): Promise<Headline[]> => {
    const counts = { quotesCount: 1, newsCount: searchedHeadlines }
    const found = await this.#search(this.#imports, { text: symbol, counts }, { signal })
    return searchHeadlines(found, { symbol, timeZone })
  }

  readonly fundamentals = async (
    symbol: string,
    { signal }: SourceCall
  ): Promise<Fundamentals | null> => {
    const name = encodeURIComponent(symbol)
    const period1 = new Date(this.#clock.wallMs() - statementYears * 366 * dayMs)
    const statements =
      (type: PeriodKind) =>
      ({ client, options }: YahooWork) =>
        client.fundamentalsTimeSeries(
          name,
          { period1, type, module: 'all' },
          { ...options, fetch: statementsFetch(options.fetch, type) }
        )
    const run = (work: (work: YahooWork) => Promise<unknown>): Promise<unknown> =>
      this.#imports.run(symbol, work, { signal })
    const annual = shaped(statementRows.safeParse(await run(statements('annual'))), symbol)
    const quarterly = shaped(statementRows.safeParse(await run(statements('quarterly'))), symbol)
    const summary = await run(({ client, options }) =>
      client.quoteSummary(name, { modules: summaryModules }, options)
    )
    const { currency, ratios } = summaryRatios(shaped(yahooSummary.safeParse(summary), symbol))
    const periods = [...periodsOf(annual, 'annual'), ...periodsOf(quarterly, 'quarterly')]
    if (periods.length === 0 && !tellsOfCompany(ratios)) return null
    const fetchedAt = this.#clock.wallMs()
    return { version: 1, source: yahooLabel, symbol, currency, fetchedAt, ratios, periods }
  }

  async #search(
    calls: YahooCalls,
    { text, counts }: { text: string; counts: { quotesCount: number; newsCount: number } },
    call: SourceCall
  ): Promise<YahooSearch> {
    const answer = await calls.run(
      text,
      ({ client, options }) => client.search(text, counts, options),
      call
    )
    return shaped(yahooSearch.safeParse(answer), text)
  }
}

const summaryModules = [
  'price' as const,
  'quoteType' as const,
  'summaryDetail' as const,
  'defaultKeyStatistics' as const,
  'financialData' as const
]

/** An index or a fund has a size or a beta at most, which says nothing of a company. */
const tellsOfCompany = (ratios: Fundamentals['ratios']): boolean =>
  ratios !== null && (ratios.trailingPe !== null || ratios.priceToBook !== null)
