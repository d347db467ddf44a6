import { describe, expect, it } from 'vitest'
import { CallerFetches } from '../../../main/commands/caller-fetches'
import { symbolRoutes } from '../../../main/commands/symbol-routes'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { evidenceTasks } from '../../../main/evidence/evidence-tasks'
import { readFundamentals } from '../../../main/evidence/fundamentals/fundamentals-file'
import type { LivePrices } from '../../../main/prices/live-prices'
import { defaultSettings } from '../../../preload/contract/settings'
import { checkLeaks } from '../../support/leaks'
import {
  chartAnswer,
  chartRefusal,
  chartRows,
  searchAnswer,
  searchQuote,
  statementsAnswer,
  summaryAnswer
} from '../../support/yahoo-answers'
import { minuteMs, priceRig } from './price-rig'

checkLeaks()
const rig = priceRig()

const caller = (principal = 'window:1') => ({ principal, window: null })

const routesOver = (prices: LivePrices) => {
  const evidence = new EvidenceStore(null)
  const fetches = new CallerFetches()
  const routes = symbolRoutes({
    prices,
    fetches,
    evidence,
    readBundledCase: async () => null,
    settings: { get: () => defaultSettings('en') },
    workers: { run: async (task, input) => evidenceTasks[task](input, () => undefined) }
  })
  return { routes, evidence, fetches }
}

const chart = (symbol: string, meta = {}) => ({
  body: chartAnswer({ symbol, ...meta }, chartRows(30, '2024-06-14'))
})
const unknown = {
  status: 404,
  body: chartRefusal('Not Found', 'No data found, symbol may be delisted')
}
const story = {
  title: 'Record sales',
  publisher: 'The Wire',
  link: 'https://example.test/a',
  providerPublishTime: Date.parse('2024-06-13T15:00:00Z') / 1000,
  relatedTickers: ['AAPL']
}
const summary = summaryAnswer({
  price: { currency: 'USD', regularMarketTime: Date.parse('2024-06-14T20:00:00Z') / 1000 },
  quoteType: { timeZoneFullName: 'America/New_York' },
  summaryDetail: { trailingPE: 33.5, marketCap: 3e12, dividendYield: 0.0045 },
  defaultKeyStatistics: { priceToBook: 40, trailingEps: 6.4 },
  financialData: { financialCurrency: 'USD', debtToEquity: 140.9, currentRatio: 1.04 }
})

/** Yahoo as it is on a good day, with one company and one index. */
const goodDay = (path: string, address: URL) => {
  if (path.endsWith('/chart/AAPL')) return chart('AAPL', { longName: 'Apple Inc.' })
  if (path.endsWith('/chart/^GSPC')) return chart('^GSPC')
  if (path.endsWith('/search')) return { body: searchAnswer([], [story]) }
  if (path.includes('/timeseries/AAPL')) {
    const type = address.searchParams.get('type')?.startsWith('annual') ? 'annual' : 'quarterly'
    const figures = { TotalRevenue: [383e9, 391e9], CapitalExpenditure: [-10e9, -9e9] }
    return { body: statementsAnswer(type, ['2022-09-30', '2023-09-30'], figures) }
  }
  if (path.startsWith('/finance.yahoo.com/')) {
    return { headers: { 'set-cookie': 'A1=x; Domain=.yahoo.com; Path=/' }, body: '<html>' }
  }
  if (path.endsWith('/getcrumb')) return { body: 'crumb' }
  if (path.includes('/quoteSummary/')) return { body: summary }
  return unknown
}

const ask = { source: 'yahoo', from: null, to: null } as const

describe('an imported symbol', () => {
  it('brings prices, its market’s index, fundamentals and headlines as evidence', async () => {
    rig.answer = goodDay
    const { routes, evidence } = routesOver(rig.open())
    const got = await routes['symbol.import']({ ...ask, symbol: 'aapl' }, caller())
    expect(got.prices).toMatchObject({
      kind: 'prices',
      name: 'AAPL.csv',
      prices: { bars: 30, to: '2024-06-14', origin: got.origin }
    })
    expect(got.origin).toMatchObject({ symbol: 'AAPL', name: 'Apple Inc.', currency: 'USD' })
    expect(got.stale).toBeNull()
    expect(got.benchmark).toMatchObject({ kind: 'benchmark', name: '^GSPC.csv' })
    const notes = await evidence.read(got.headlines?.sha256 ?? '')
    expect(new TextDecoder().decode(notes?.bytes)).toBe(
      '2024-06-13 Record sales (The Wire) <https://example.test/a>\n'
    )
    const kept = await evidence.read(got.fundamentals?.sha256 ?? '')
    const figures = readFundamentals(kept?.bytes ?? new Uint8Array(), 'AAPL fundamentals.json')
    expect(figures).toMatchObject({ source: 'Yahoo Finance', symbol: 'AAPL', currency: 'USD' })
    expect(figures.ratios).toMatchObject({
      asOf: '2024-06-14',
      trailingPe: 33.5,
      debtToEquity: 1.409
    })
    expect(figures.periods.map(({ kind, end }) => `${kind} ${end}`)).toEqual([
      'annual 2023-09-30',
      'annual 2022-09-30',
      'quarterly 2023-09-30',
      'quarterly 2022-09-30'
    ])
    expect(figures.periods[0]?.income.revenue).toBe(391e9)
    expect(figures.periods[0]?.cashFlow.capitalExpenditure).toBe(9e9)
  })

  it('comes without what fails beside the prices, and names it', async () => {
    rig.answer = (path, address) =>
      path.endsWith('/chart/AAPL') ? goodDay(path, address) : { status: 403, body: 'no' }
    const { routes } = routesOver(rig.open())
    const got = await routes['symbol.import']({ ...ask, symbol: 'AAPL' }, caller())
    expect(got).toMatchObject({ benchmark: null, headlines: null, fundamentals: null })
    expect(got.failed).toEqual(['benchmark', 'headlines', 'fundamentals'])
  })

  it('has no benchmark when it is one itself', async () => {
    rig.answer = goodDay
    const { routes } = routesOver(rig.open())
    const got = await routes['symbol.import']({ ...ask, symbol: '^GSPC' }, caller())
    expect(got).toMatchObject({ benchmark: null, fundamentals: null, failed: [] })
  })

  it('is called off by the next one, which does not wait for it, and by its window’s close', async () => {
    rig.answer = (path, address) => (path.endsWith('/chart/MSFT') ? null : goodDay(path, address))
    const { routes, fetches } = routesOver(rig.open())
    const left = routes['symbol.import']({ ...ask, symbol: 'MSFT' }, caller())
    const other = routes['symbol.import']({ ...ask, symbol: 'MSFT' }, caller('window:2'))
    const ends = Promise.allSettled([left, other])
    await rig.server.asked('/chart/MSFT')
    const next = routes['symbol.import']({ ...ask, symbol: 'AAPL' }, caller())
    fetches.release('window:2')
    expect((await next).origin.symbol).toBe('AAPL')
    const calledOff = { status: 'rejected', reason: { code: 'engine.shutting-down' } }
    expect(await ends).toMatchObject([calledOff, calledOff])
    await rig.server.quiet()
  })

  it('by a bare code is of Taiwan’s exchange, and otherwise of its other market', async () => {
    rig.answer = (path) => {
      if (path.endsWith('/chart/2330.TW')) return chart('2330.TW')
      if (path.endsWith('/chart/6488.TWO')) return chart('6488.TWO')
      return path.endsWith('/chart/^TWII') ? chart('^TWII') : unknown
    }
    const { routes } = routesOver(rig.open())
    const listed = await routes['symbol.import']({ ...ask, symbol: '2330' }, caller())
    expect(listed).toMatchObject({
      origin: { symbol: '2330.TW' },
      prices: { name: '2330.TW.csv' },
      benchmark: { name: '^TWII.csv' }
    })
    const counter = await routes['symbol.import']({ ...ask, symbol: '6488' }, caller())
    expect(counter).toMatchObject({ origin: { symbol: '6488.TWO' }, benchmark: null })
    await expect(
      routes['symbol.import']({ ...ask, symbol: '9999' }, caller())
    ).rejects.toMatchObject({
      code: 'prices.unknown-symbol',
      parameters: { symbol: '9999.TW, 9999.TWO' }
    })
  })
})

describe('a search for symbols', () => {
  it('gives what the source found, Taiwan’s own code first when it was typed', async () => {
    const found = [searchQuote('2330.SR', 'Saudi'), searchQuote('2330.TW', 'TSMC', 'Taiwan')]
    rig.answer = () => ({ body: searchAnswer([...found, { symbol: '<bad>' }, 'odd']) })
    const { routes } = routesOver(rig.open())
    const { matches } = await routes['symbol.search']({ text: '2330' }, caller())
    expect(matches).toEqual([
      { symbol: '2330.TW', name: 'TSMC', exchange: 'Taiwan', type: 'equity' },
      { symbol: '2330.SR', name: 'Saudi', exchange: 'NASDAQ', type: 'equity' }
    ])
  })

  it('finds nothing where nothing is like it, and asks once a day', async () => {
    rig.answer = () => ({ body: searchAnswer([]) })
    const { routes } = routesOver(rig.open())
    const before = rig.server.paths.length
    const search = () => routes['symbol.search']({ text: 'zzzz' }, caller())
    expect(await search()).toEqual({ matches: [] })
    rig.clock.wall += 23 * 60 * minuteMs
    expect(await search()).toEqual({ matches: [] })
    expect(rig.server.paths.length - before).toBe(1)
    rig.clock.wall += 2 * 60 * minuteMs
    await search()
    expect(rig.server.paths.length - before).toBe(2)
  })

  it('is called off by a newer one of the same window, and its socket closes', async () => {
    rig.answer = (_, address) =>
      address.searchParams.get('q') === 'app' ? null : { body: searchAnswer([]) }
    const { routes } = routesOver(rig.open())
    const older = routes['symbol.search']({ text: 'app' }, caller())
    await rig.server.asked('/search')
    const newer = routes['symbol.search']({ text: 'apple' }, caller())
    expect(await older).toEqual({ matches: [] })
    expect(await newer).toEqual({ matches: [] })
    await rig.server.quiet()
  })
})
