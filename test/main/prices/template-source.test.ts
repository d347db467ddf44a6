import { describe, expect, it } from 'vitest'
import { checkLeaks } from '../../support/leaks'
import { templateAddress } from '../../../main/prices/template/template-address'
import { maximumPriceFileBytes } from '../../../preload/contract/limits'
import type { DailyPrices } from '../../../main/prices/daily-prices'
import { never, priceRig } from './price-rig'

checkLeaks()
const rig = priceRig()

const all: { from: string | null; to: string | null } = { from: null, to: null }
const daily = (symbol: string, dates = all): Promise<DailyPrices> =>
  rig.open().daily('template', { symbol, ...dates }, { signal: never })
const answers = (body: unknown, headers = {}): void => {
  rig.template = 'https://prices.test/{symbol}.csv?from={from}&to={to}'
  rig.answer = () => ({ body, headers })
}
const asked = (): string[] =>
  rig.server.addresses.slice(-2).map(({ pathname, search }) => pathname + search)

describe('an address of a template', () => {
  it('has its marks filled in, percent-encoded, and nothing that a symbol brings', () => {
    const request = { symbol: '^A&B=/../?x#', from: '2024-01-02', to: null }
    const address = templateAddress(
      'https://h.test/{symbol}?f={from}&t={to}',
      request,
      '2024-06-14'
    )
    expect(address?.href).toBe(
      'https://h.test/%5EA%26B%3D%2F..%2F%3Fx%23?f=2024-01-02&t=2024-06-14'
    )
  })

  it.each(['', 'no address', 'ftp://h.test/{symbol}', 'file:///etc/{symbol}'])(
    'is one of the web: not %j',
    async (template) => {
      rig.template = template
      const before = rig.server.addresses.length
      await expect(daily('GOLD')).rejects.toMatchObject({ code: 'prices.no-template' })
      expect(rig.server.addresses).toHaveLength(before)
    }
  )
})

describe('daily prices of a template', () => {
  it('are read in any dialect, cut to the dates, and say what is not known', async () => {
    answers('\ufeffDate;Close;Volume\r\n02.01.2024;1.234,50;7\r\n15.01.2024;1.240,00;8\r\n')
    const { csv, origin, stale } = await daily('GOLD', { from: '2024-01-02', to: '2024-01-10' })
    expect(csv).toBe('Date,Close,Volume\n2024-01-02,1234.5,7\n')
    expect(origin).toEqual({
      source: 'template',
      symbol: 'GOLD',
      ...{ name: null, currency: null, exchange: null, timeZone: null, partial: null },
      adjustment: 'unknown',
      fetchedAt: rig.clock.wall
    })
    expect(stale).toBeNull()
    expect(asked().at(-1)).toBe('/prices.test/GOLD.csv?from=2024-01-02&to=2024-01-10')
  })

  it('with an adjusted close alone have dividends folded in', async () => {
    answers('Date,Adj Close\n2024-01-02,10\n2024-01-03,11\n')
    expect((await daily('FUND')).origin.adjustment).toBe('splits-and-dividends')
  })

  it.each([
    ['a bad number', 'Date,Close\n2024-01-02,10\n2024-01-03,ten\n', 'evidence.bad-number', 3],
    [
      'a cell too few',
      'Date,Open,Close\n2024-01-02,1,2\n2024-01-03,1\n',
      'evidence.missing-cell',
      3
    ]
  ])('with %s name row and file', async (_, body, code, row) => {
    answers(body)
    const error: unknown = await daily('GOLD').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code, parameters: { file: 'prices.test GOLD', row } })
  })

  it.each([
    ['a page instead', '<html><body>Sign in</body></html>'],
    ['nothing', '']
  ])('are refused for %s', async (_, body) => {
    answers(body)
    await expect(daily('GOLD')).rejects.toMatchObject({
      code: expect.stringMatching(/^evidence\./) as string
    })
  })

  it('outside the dates are no data', async () => {
    answers('Date,Close\n2020-01-02,10\n2020-01-03,11\n')
    const dates = { from: '2024-01-02', to: null }
    await expect(daily('GOLD', dates)).rejects.toMatchObject({ code: 'prices.no-data' })
  })

  it('over the size of a price file are refused', async () => {
    answers(Buffer.alloc(maximumPriceFileBytes + 1, 0x20))
    await expect(daily('GOLD')).rejects.toMatchObject({ code: 'prices.bad-response' })
  })

  it.each([
    [404, 'prices.unknown-symbol'],
    [403, 'prices.bad-response'],
    [503, 'prices.network']
  ])('are a code at status %i', async (status, code) => {
    answers('')
    rig.answer = () => ({ status })
    await expect(daily('GOLD')).rejects.toMatchObject({
      code,
      parameters: { source: 'prices.test', symbol: 'GOLD' }
    })
  })

  it('are followed to where they moved, but never to an insecure address', async () => {
    answers('')
    rig.answer = (path) =>
      path.endsWith('/moved.csv')
        ? { body: 'Date,Close\n2024-01-02,10\n' }
        : { status: 302, headers: { location: '/moved.csv' } }
    expect((await daily('GOLD')).csv).toContain('2024-01-02,10')
    rig.answer = () => ({ status: 302, headers: { location: 'http://prices.test/moved.csv' } })
    await expect(daily('SILVER')).rejects.toMatchObject({ code: 'prices.bad-response' })
    rig.answer = () => ({ status: 302, headers: { location: '/again' } })
    await expect(daily('TIN')).rejects.toMatchObject({ code: 'prices.bad-response' })
  })

  it('of another address are not those of before', async () => {
    answers('Date,Close\n2024-01-02,10\n')
    const prices = rig.open()
    const get = () => prices.daily('template', { symbol: 'GOLD', ...all }, { signal: never })
    expect((await get()).csv).toContain(',10')
    rig.template = 'https://other.test/{symbol}'
    rig.answer = () => ({ body: 'Date,Close\n2024-01-02,20\n' })
    expect((await get()).csv).toContain(',20')
  })
})
