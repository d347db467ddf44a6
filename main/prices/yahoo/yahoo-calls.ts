import { z } from 'zod'
import type { Clock } from '../../kernel/clock'
import { badResponse, noData, unknownSymbol, type Asked } from '../prices-error'
import { SourceCalls, type SourceCallsOptions } from '../source-calls'
import type { SourceFetch } from '../source-fetch'
import type { SourceCall } from '../price-source'
import type { YahooLibrary } from './yahoo-library'

export const yahooLabel = 'Yahoo Finance'

/** A century of daily bars is under 5 MB. */
const maximumBytes = 32 * 1024 * 1024
const unauthorized = 401
const notFound = 404

const refusal = z.record(
  z.string(),
  z.object({ error: z.object({ description: z.string() }).nullish() })
)

/** The words in which Yahoo refuses; its own status text where there are none. */
const refusalText = (text: string, status: string): string => {
  try {
    const told = Object.values(refusal.parse(JSON.parse(text)))
    return told[0]?.error?.description ?? status
  } catch {
    return status
  }
}

class CrumbRefused extends Error {}

const errorOf = async (response: Response, asked: Asked): Promise<Error> => {
  const text = refusalText(await response.text(), `status ${response.status}`)
  if (response.status === unauthorized) return new CrumbRefused(text)
  if (/data doesn.t exist/i.test(text)) return noData(asked)
  return response.status === notFound ? unknownSymbol(asked) : badResponse(asked, text)
}

/** The library prints the address of what was refused, so it never sees a refusal of the API. */
const understanding =
  (fetch: SourceFetch, asked: Asked): SourceFetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    const { hostname, pathname } = new URL(input instanceof Request ? input.url : input)
    const isApi = /^query\d[.]/.test(hostname) && !pathname.endsWith('/getcrumb')
    if (isApi && !response.ok) throw await errorOf(response, asked)
    return response
  }

/** What every call of the library gets: our way to the network, and no check of a shape but ours. */
export interface YahooWork {
  client: YahooLibrary['client']
  options: { fetch: typeof globalThis.fetch; validateResult: false }
}

export interface YahooCallsOptions extends Pick<
  SourceCallsOptions,
  'reroute' | 'limitMs' | 'spacingMs'
> {
  clock: Clock
}

/** Calls of the library, which is loaded for the first one. */
export class YahooCalls {
  readonly #calls: SourceCalls
  #library: Promise<YahooLibrary> | null = null

  constructor(options: YahooCallsOptions) {
    this.#calls = new SourceCalls({ ...options, maximumBytes })
  }

  /** Rejects with `prices.*`, or the signal's reason. */
  run<T>(
    symbol: string,
    work: (work: YahooWork) => Promise<T>,
    { signal }: SourceCall
  ): Promise<T> {
    const asked = { source: yahooLabel, symbol }
    const attempt = async ({ fetch }: { fetch: SourceFetch }): Promise<T> => {
      const { client, forgetCrumb } = await this.#open()
      const options = { fetch: understanding(fetch, asked), validateResult: false } as const
      try {
        return await work({ client, options })
      } catch (error) {
        if (!(error instanceof CrumbRefused)) throw error
        // It had run out; the library gets a new one once the old one is forgotten.
        await forgetCrumb()
        return work({ client, options })
      }
    }
    return this.#calls.run(asked, attempt, { signal })
  }

  #open(): Promise<YahooLibrary> {
    this.#library ??= import('./yahoo-library').then(({ openYahooLibrary }) => openYahooLibrary())
    return this.#library
  }
}
