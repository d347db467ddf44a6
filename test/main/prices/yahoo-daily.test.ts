import { describe, expect, it } from 'vitest'
import { readPrices } from '../../../main/evidence/price-file'
import type { PriceOrigin } from '../../../preload/contract/live-prices'
import { pricesFile } from '../../../main/prices/prices-file'
import { chartAnswer, chartRefusal, chartRows, type ChartRow } from '../../support/yahoo-answers'
import { checkLeaks } from '../../support/leaks'
import { never, priceRig } from './price-rig'

checkLeaks()
const rig = priceRig()

const all: { from: string | null; to: string | null } = { from: null, to: null }
const yahoo = (symbol: string, dates = all) =>
  rig.yahoo().daily({ symbol, ...dates }, { signal: never })

const answerRows = (rows: readonly ChartRow[], meta = {}): void => {
  rig.answer = () => ({ body: chartAnswer({ symbol: 'AAPL', ...meta }, rows) })
}

const taiwan = {
  currency: 'TWD',
  fullExchangeName: 'Taiwan',
  exchangeTimezoneName: 'Asia/Taipei',
  gmtoffset: 28_800
}

describe('daily prices from Yahoo', () => {
  it('are bars as they were quoted, the adjusted close beside them, volume in shares', async () => {
    answerRows(chartRows(30, '2024-06-14'), { longName: 'Apple Inc.' })
    const { csv, origin } = await yahoo('AAPL')
    expect(origin).toEqual({
      source: 'yahoo',
      symbol: 'AAPL',
      name: 'Apple Inc.',
      currency: 'USD',
      exchange: 'NasdaqGS',
      timeZone: 'America/New_York',
      adjustment: 'splits',
      fetchedAt: rig.clock.wall,
      partial: null
    } satisfies PriceOrigin)
    const { bars, closeIsAdjusted } = readPrices(new TextEncoder().encode(csv), 'AAPL.csv')
    expect(closeIsAdjusted).toBe(false)
    expect(bars.dates).toHaveLength(30)
    expect(bars.dates.at(-1)).toBe('2024-06-14')
    expect(bars.volume[0]).toBe(1_000)
    for (const [at, close] of bars.close.entries()) {
      expect((bars.adjusted?.[at] ?? 0) / close).toBeCloseTo(0.5, 5)
    }
  })

  it('begin with one line that says where they come from', async () => {
    answerRows(chartRows(5, '2024-06-14'))
    const fetched = await yahoo('AAPL')
    const text = new TextDecoder().decode(pricesFile(fetched))
    const [line = '', header] = text.split('\n')
    expect(line.startsWith('# war-room-prices ')).toBe(true)
    expect(JSON.parse(line.slice('# war-room-prices '.length))).toEqual(fetched.origin)
    expect(header).toBe('Date,Open,High,Low,Close,Adj Close,Volume')
  })

  it('mean the same single-precision price in its fewest digits', async () => {
    const [row] = chartRows(1, '2024-06-14')
    const price = 192.52999877929688
    answerRows([{ ...(row as ChartRow), open: price, high: price, low: price, close: price }])
    expect((await yahoo('AAPL')).csv).toContain(',192.53,192.53,192.53,192.53,')
  })

  it('are asked for by both dates and hold nothing beyond them', async () => {
    answerRows(chartRows(30, '2024-06-14'))
    const { csv } = await yahoo('AAPL', { from: '2024-06-03', to: '2024-06-07' })
    const { bars } = readPrices(new TextEncoder().encode(csv), 'AAPL.csv')
    expect([bars.dates[0], bars.dates.at(-1)]).toEqual(['2024-06-03', '2024-06-07'])
    const query = rig.server.addresses.at(-1)?.searchParams
    const seconds = (name: string): number => Number(query?.get(name)) * 1000
    expect(seconds('period1')).toBeLessThanOrEqual(Date.parse('2024-06-03'))
    expect(seconds('period2')).toBeGreaterThan(Date.parse('2024-06-08'))
  })

  it('are of the market’s own day, whatever the day is in UTC', async () => {
    const sydney = { exchangeTimezoneName: 'Australia/Sydney', gmtoffset: 36_000 }
    // 23:30 UTC the evening before is 09:30 at the market.
    answerRows(chartRows(3, '2024-06-13', 23 * 3600 + 1800), sydney)
    const { csv } = await yahoo('BHP.AX')
    expect(csv.split('\n').at(-2)?.slice(0, 10)).toBe('2024-06-14')
  })

  it('leave out a bar whose session has not closed, and name it', async () => {
    rig.clock.wall = Date.parse('2024-06-14T05:00:00Z')
    const regular = {
      start: Date.parse('2024-06-14T01:00:00Z') / 1000,
      end: Date.parse('2024-06-14T05:30:00Z') / 1000
    }
    const meta = { ...taiwan, regular, regularMarketTime: rig.clock.wall / 1000 - 1200 }
    answerRows(chartRows(5, '2024-06-14', 3600), meta)
    const open = await yahoo('2330.TW')
    expect(open.origin.partial).toBe('2024-06-14')
    expect(open.csv).not.toContain('2024-06-14')
    expect(open.csv).toContain('2024-06-13')
  })

  it.each([
    ['quotes are late and the session has just closed', '05:40', '05:15', '2024-06-14'],
    ['the closing price has come', '05:40', '05:30', null],
    ['nobody traded at the close, half an hour on', '06:05', '05:10', null]
  ])('know a closed session when %s', async (_, now, quoted, partial) => {
    rig.clock.wall = Date.parse(`2024-06-14T${now}:00Z`)
    const regular = {
      start: Date.parse('2024-06-14T01:00:00Z') / 1000,
      end: Date.parse('2024-06-14T05:30:00Z') / 1000
    }
    const regularMarketTime = Date.parse(`2024-06-14T${quoted}:00Z`) / 1000
    answerRows(chartRows(5, '2024-06-14', 3600), { ...taiwan, regular, regularMarketTime })
    expect((await yahoo('2330.TW')).origin.partial).toBe(partial)
  })

  it('take a bar of the market’s today for open where no trading hours are told', async () => {
    rig.clock.wall = Date.parse('2024-06-14T12:00:00Z')
    answerRows(chartRows(5, '2024-06-14', 3600), taiwan)
    expect((await yahoo('2330.TW')).origin.partial).toBe('2024-06-14')
    rig.clock.wall = Date.parse('2024-06-14T16:30:00Z')
    expect((await yahoo('2330.TW')).origin.partial).toBeNull()
  })

  it('leave out days without trading and take the later of two bars of one day', async () => {
    const [first, second, third] = chartRows(3, '2024-06-14') as [ChartRow, ChartRow, ChartRow]
    const live = {
      ...third,
      at: third.at + 3600,
      close: third.close === null ? 1 : third.close + 0.25
    }
    const empty = { ...second, open: null, high: null, low: null, close: null, volume: null }
    answerRows([first, empty, third, live])
    const { bars } = readPrices(new TextEncoder().encode((await yahoo('AAPL')).csv), 'AAPL.csv')
    expect(bars.dates).toEqual(['2024-06-12', '2024-06-14'])
    expect(bars.close[1]).toBeCloseTo(live.close, 4)
  })

  it('leave out a rare row that contradicts itself, and believe nothing with many', async () => {
    const rows = chartRows(300, '2024-06-14')
    const broken = rows.map((row, at) => (at === 7 ? { ...row, high: (row.low ?? 0) / 2 } : row))
    answerRows(broken)
    const { bars } = readPrices(new TextEncoder().encode((await yahoo('AAPL')).csv), 'AAPL.csv')
    expect(bars.dates).toHaveLength(299)
    answerRows(rows.map((row) => ({ ...row, high: (row.low ?? 0) / 2 })))
    await expect(yahoo('AAPL')).rejects.toMatchObject({ code: 'prices.bad-response' })
  })

  it.each<[string, object | string, string]>([
    ['is no JSON', '<html>', 'prices.bad-response'],
    ['is JSON of another shape', { chart: { result: [{ meta: {} }] } }, 'prices.bad-response'],
    ['has no result', { chart: { result: null, error: null } }, 'prices.bad-response'],
    ['is nothing', '', 'prices.bad-response'],
    ['has no bar', chartAnswer({ symbol: 'AAPL' }, []) as object, 'prices.no-data']
  ])('say so when the answer %s', async (_, body, code) => {
    rig.answer = () => ({ body })
    await expect(yahoo('AAPL')).rejects.toMatchObject({
      code,
      parameters: { source: 'Yahoo Finance', symbol: 'AAPL' }
    })
  })

  it('refuse columns of different lengths, which would put prices at wrong days', async () => {
    const rows = chartRows(5, '2024-06-14')
    const answer = chartAnswer({ symbol: 'AAPL' }, rows) as {
      chart: { result: { timestamp: number[] }[] }
    }
    answer.chart.result[0]?.timestamp.pop()
    rig.answer = () => ({ body: answer })
    await expect(yahoo('AAPL')).rejects.toMatchObject({ code: 'prices.bad-response' })
  })

  it.each<[number, string, string]>([
    [404, 'No data found, symbol may be delisted', 'prices.unknown-symbol'],
    [400, "Data doesn't exist for startDate = 1, endDate = 2", 'prices.no-data'],
    [400, 'Invalid input', 'prices.bad-response']
  ])('understand a refusal with %i “%s”', async (status, description, code) => {
    rig.answer = () => ({ status, body: chartRefusal('Error', description) })
    await expect(yahoo('AAPL')).rejects.toMatchObject({ code })
  })
})
