import { errorCodes } from '../../../preload/contract/errors'
import { maximumPriceFileBytes } from '../../../preload/contract/limits'
import type { Clock } from '../../kernel/clock'
import { AppError } from '../../kernel/errors'
import type { DailyRequest, FetchedPrices, PriceSource, SourceCall } from '../price-source'
import { badResponse, noData, unknownSymbol, type Asked } from '../prices-error'
import { SourceCalls, type SourceCallsOptions } from '../source-calls'
import type { SourceFetch } from '../source-fetch'
import type { PriceTable } from './price-table'
import { templateAddress } from './template-address'

const mostRedirects = 5
const notFound = 404

/** Reads what was sent as a price file, on a thread. */
export type ReadTable = (
  file: { bytes: Uint8Array; name: string },
  dates: { from: string | null; to: string | null }
) => Promise<PriceTable | null>

export interface TemplateSourceOptions extends Pick<SourceCallsOptions, 'limitMs' | 'spacingMs'> {
  clock: Clock
  /** The template as it is set now; '' = none. */
  template: () => string
  readTable: ReadTable
}

/** Where a redirect leads: on the web, and from a secure address only to another. */
const redirectOf = (response: Response, from: URL, asked: Asked): URL | null => {
  const location = response.headers.get('location')
  if (response.status < 300 || response.status >= 400 || location === null) return null
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : null
  const secure = to?.protocol === 'https:'
  if (to !== null && (secure || (to.protocol === 'http:' && from.protocol === 'http:'))) return to
  throw badResponse(asked, `redirect to ${location}`)
}

const fetchFollowing = async (fetch: SourceFetch, first: URL, asked: Asked): Promise<Response> => {
  let address = first
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const response = await fetch(address.href, { headers: { accept: 'text/csv,text/plain,*/*' } })
    const next = redirectOf(response, address, asked)
    if (next === null) return response
    address = next
  }
  throw badResponse(asked, 'too many redirects')
}

/** Prices from a CSV address of the user's own; it has prices and nothing else. */
export class TemplateSource implements PriceSource {
  readonly name = 'template'
  readonly search = null
  readonly fundamentals = null
  readonly headlines = null
  readonly #options: TemplateSourceOptions
  readonly #calls: SourceCalls

  constructor(options: TemplateSourceOptions) {
    this.#options = options
    this.#calls = new SourceCalls({ ...options, maximumBytes: maximumPriceFileBytes })
  }

  get label(): string {
    const text = this.#options.template().replace(/[{}]/g, '')
    return URL.canParse(text) ? new URL(text).host : 'CSV'
  }

  async daily(request: DailyRequest, { signal }: SourceCall): Promise<FetchedPrices> {
    const { symbol, from, to } = request
    const { clock, readTable } = this.#options
    const asked = { source: this.label, symbol }
    const address = this.#addressOf(request)
    const bytes = await this.#calls.run(
      asked,
      async ({ fetch }) => {
        const response = await fetchFollowing(fetch, address, asked)
        if (response.status === notFound) throw unknownSymbol(asked)
        if (!response.ok) throw badResponse(asked, `status ${response.status}`)
        return new Uint8Array(await response.arrayBuffer())
      },
      { signal }
    )
    const fetchedAt = clock.wallMs()
    const table = await readTable({ bytes, name: `${asked.source} ${symbol}` }, { from, to })
    signal.throwIfAborted()
    if (table === null) throw noData(asked)
    const { csv, adjustment } = table
    const unknown = { name: null, currency: null, exchange: null, timeZone: null, partial: null }
    return { origin: { source: 'template', symbol, ...unknown, adjustment, fetchedAt }, csv }
  }

  #addressOf(request: DailyRequest): URL {
    const { template, clock } = this.#options
    const today = new Date(clock.wallMs()).toISOString().slice(0, 10)
    const address = templateAddress(template(), request, today)
    if (address !== null) return address
    throw new AppError(errorCodes.pricesNoTemplate, 'no http(s) address is set for prices')
  }
}
