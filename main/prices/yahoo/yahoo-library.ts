import createYahooFinance from 'yahoo-finance2/createYahooFinance'
import { getCrumbClear } from 'yahoo-finance2/lib/getCrumb'
import { ExtendedCookieJar } from 'yahoo-finance2/lib/cookieJar'
import chart from 'yahoo-finance2/modules/chart'
import fundamentalsTimeSeries from 'yahoo-finance2/modules/fundamentalsTimeSeries'
import quoteSummary from 'yahoo-finance2/modules/quoteSummary'
import search from 'yahoo-finance2/modules/search'

const silent = (): void => undefined

const Client = createYahooFinance({
  modules: { chart, fundamentalsTimeSeries, quoteSummary, search }
})

export interface YahooLibrary {
  client: InstanceType<typeof Client>
  /** The next call that needs a crumb asks for a new one. */
  forgetCrumb(): Promise<void>
}

interface Execution {
  query: {
    url: string
    defaults?: object
    runtime?: object
    overrides?: object
    transformWith?: (options: object) => object
    needsCrumb?: boolean
  }
  result: { transformWith?: (answer: unknown) => unknown }
  moduleOptions?: object
}

interface Fetching {
  _fetch(
    url: string,
    options: object,
    moduleOptions: object | undefined,
    kind: 'json',
    needsCrumb: boolean
  ): Promise<unknown>
}

/**
 * What the library does between a call and its answer, without its check of the answer: that one
 * refuses a whole answer for one new field, and writes schemas to the console. What is used of an
 * answer is checked here.
 */
const executeUnchecked = async function (
  this: Fetching,
  { query, result, moduleOptions }: Execution
): Promise<unknown> {
  const { url, transformWith: asked = (options: object) => options } = query
  const { transformWith: told = (answer: unknown) => answer } = result
  const options = asked({ ...query.defaults, ...query.runtime, ...query.overrides })
  return told(await this._fetch(url, options, moduleOptions, 'json', query.needsCrumb ?? false))
}

/** The library with its cookies in memory, saying nothing and asking nobody for a newer version. */
export const openYahooLibrary = (): YahooLibrary => {
  const cookieJar = new ExtendedCookieJar()
  const client = new Client({
    cookieJar,
    versionCheck: false,
    suppressNotices: ['yahooSurvey', 'ripHistorical'],
    validation: { logErrors: false, logOptionsErrors: false },
    logger: { info: silent, warn: silent, error: silent, debug: silent, dir: silent }
  })
  client._moduleExec = executeUnchecked as unknown as typeof client._moduleExec
  return { client, forgetCrumb: () => getCrumbClear(cookieJar) }
}
