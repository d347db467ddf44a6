import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compose } from '../../../main/compose'
import type { TerminalParts } from '../../../main/terminal/terminal-context'
import type { RoomJson } from '../../../main/terminal/room-json'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { checkLeaks } from '../../support/leaks'
import { startPriceServer, type AnswerPrices, type PriceServer } from '../../support/price-server'
import { taiwanDay, yahooLastDay } from '../../support/yahoo-day'
import { fakeParts } from './fake-parts'
import { FakeHost } from './fake-host'
import { killRunning, runHeadless } from './headless-child'

checkLeaks()

let folder = ''
let server: PriceServer
let answer: AnswerPrices = taiwanDay()
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-symbol-'))
  answer = taiwanDay()
  server = await startPriceServer((...request) => answer(...request))
})
afterEach(async () => {
  killRunning()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const openEngine: TerminalParts['openEngine'] = ({
  paceCharactersPerSecond,
  priceTemplate,
  ...rest
}) =>
  compose({
    info: { version: '0', electron: '', chrome: '', node: '', platform: 'linux' },
    mainFolder: resolve('out/main'),
    settingsFile: null,
    language: 'en',
    stream: false,
    onFault: (where, error) => faults.push(`${where}: ${String(error)}`),
    reroutePrices: (address) => server.reroute(address),
    settings: { paceCharactersPerSecond, priceTemplate },
    ...rest
  })

let faults: string[] = []
beforeEach(() => {
  faults = []
})
afterEach(() => expect(faults).toEqual([]))

interface Ran {
  code: number
  host: FakeHost
}

const room = async (argv: readonly string[], host = new FakeHost()): Promise<Ran> => {
  const json = ['--json', join(folder, 'a.json'), '--data', join(folder, 'kept')]
  const roles = ['--roles', 'scout,intel']
  const code = await runTerminal([...argv, ...roles, ...json], host, fakeParts({ openEngine }))
  return { code, host }
}
const readJson = (): RoomJson =>
  JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')) as RoomJson
const valueOf = (metric: string): unknown =>
  readJson().facts.find((fact) => fact.metric === metric)?.value

describe('the terminal room with a symbol', () => {
  it('fetches what belongs to it by the built program, and says where from', async () => {
    const detour = fileURLToPath(new URL('../../support/price-detour.cjs', import.meta.url))
    const environment = { NODE_OPTIONS: `--require ${detour}`, PRICE_DETOUR: server.url }
    const { code, stderr } = await runHeadless(['2330', '--json', 'a.json'], {
      folder,
      environment
    })
    expect(stderr).toMatch(
      /^2330\.TW \(Taiwan Semiconductor\): Yahoo Finance, fetched .* UTC, adjusted for splits\.\n$/
    )
    expect(code).toBe(0)
    const { subject, asOf, roles } = readJson()
    expect([subject, asOf]).toEqual(['2330.TW', yahooLastDay])
    expect(valueOf('data.source')).toBe('yahoo')
    expect(valueOf('data.currency')).toBe('TWD')
    expect(valueOf('benchmark.close')).toBeDefined()
    expect(valueOf('fundamentals.ratio.trailing.pe')).toBe(26.1)
    expect(valueOf('fundamentals.annual.revenue')).toBe(2_161e9)
    const intel = roles.find(({ role }) => role === 'intel')?.text ?? ''
    expect(intel).toContain('TSMC raises its forecast')
    expect(intel).not.toContain('TSMC cuts its forecast')
  })

  it('falls back to what it kept when nothing can be reached, and says from when', async () => {
    await room(['2330'])
    const before = valueOf('price.close')
    answer = () => ({ status: 503 })
    const { code, host } = await room(['2330.TW', '--from', '2023-06-01'])
    expect(code).toBe(0)
    expect(host.complained).toMatch(
      /^2330\.TW \(.*\): prices of \d{4}-.* UTC, .*; Yahoo Finance could not be reached\.\n$/
    )
    expect(valueOf('price.close')).toBe(before)
  })

  it('says what could not be fetched beside the prices, and runs without it', async () => {
    const day = taiwanDay()
    answer = (...request) =>
      request[0].endsWith('/search') ? { status: 403, body: 'no' } : day(...request)
    const { code, host } = await room(['2330'])
    expect(code).toBe(0)
    expect(host.complained.split('\n').slice(1)).toEqual([
      '2330.TW: its headlines could not be fetched.',
      ''
    ])
  })

  it('without a network and without anything kept ends with 2 and one line', async () => {
    answer = () => ({ status: 503 })
    const { code, host } = await room(['AAPL'])
    expect(code).toBe(2)
    expect(host.complained).toBe(
      'war-room: Yahoo Finance cannot be reached. Check the network, or use a price file.\n'
    )
  })

  it('ends at Ctrl-C while it fetches: the socket closes, and nothing is said', async () => {
    answer = () => null
    const host = new FakeHost()
    const running = room(['2330'], host)
    await server.count(1)
    host.signal('SIGINT')
    expect((await running).code).toBe(130)
    expect([host.complained, host.printed]).toEqual(['', ''])
    await server.quiet()
  })

  it('reads an address of the user’s own, with dates, and a benchmark by its symbol', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => {
      const day = new Date(Date.parse('2024-03-01') + at * 86_400_000).toISOString().slice(0, 10)
      return `${day},${100 + (at % 7)}`
    })
    answer = () => ({ body: `Date,Close\n${rows.join('\n')}\n` })
    const template = `${server.url}/{symbol}.csv?a={from}&b={to}`
    const dates = ['--from', '2024-03-05', '--to', '2024-04-20']
    const { code, host } = await room([
      ...['GOLD', '--price-template', template, ...dates],
      ...['--benchmark', 'SILVER']
    ])
    expect(host.complained).toMatch(/^GOLD: the CSV address, fetched/)
    expect(code).toBe(0)
    const asked = server.addresses.map(({ pathname, search }) => pathname + search)
    for (const symbol of ['GOLD', 'SILVER']) {
      expect(asked).toContainEqual(
        expect.stringMatching(new RegExp(`/${symbol}\\.csv\\?a=2024-03-05&b=2024-04-20$`))
      )
    }
    expect(readJson().asOf).toBe('2024-04-20')
    expect(valueOf('data.source')).toBe('template')
  })

  it('takes a file of that name first, for which there is nothing to fetch', async () => {
    const file = join(folder, 'prices.csv')
    writeFileSync(file, 'Date,Close\n2024-03-01,1\n')
    const { code, host } = await room([file, '--source', 'yahoo'])
    expect(code).toBe(2)
    expect(host.complained).toContain('--source goes with a symbol')
    expect(server.addresses).toHaveLength(0)
  })
})
