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
  return { client, forgetCrumb: () => getCrumbClear(cookieJar) }
}
