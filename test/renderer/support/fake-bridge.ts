import type { Providers } from '../../../preload/contract/providers'
import type { Bridge, MenuCommand } from '../../../preload/contract/bridge'
import type { ErrorCode, ErrorShape } from '../../../preload/contract/errors'
import type {
  ChartSeries,
  ImportedEvidence,
  RouteInput,
  RouteName,
  RouteOutput,
  RouteResult
} from '../../../preload/contract/routes'
import { defaultSettings, type Settings } from '../../../preload/contract/settings'
import { fixtureStages } from './fixture-plan'
import { outcomeFixture } from './outcome-fixture'
import { fixtureSession, fixtureSha256 } from './session-events'
import { studyFixture } from './study-fixture'

type Answer<R extends RouteName> = RouteOutput<R> | ErrorShape
type Handlers = {
  [R in RouteName]: (input: RouteInput<R>) => Answer<R> | Promise<Answer<R>>
}

const isError = (answer: object): answer is ErrorShape => 'code' in answer && 'retryable' in answer

export const errorShape = (
  code: ErrorCode,
  parameters: Record<string, string | number> = {}
): ErrorShape => ({ code, message: code, retryable: false, parameters })

export const importedPrices: ImportedEvidence = {
  ...{ kind: 'prices', name: 'S&P 500', sha256: fixtureSha256, bytes: 281_000 },
  prices: {
    ...{ bars: 5_105, from: '2000-01-03', to: '2020-04-17' },
    columns: ['date', 'open', 'high', 'low', 'close', 'volume'],
    origin: null
  }
}

/** A wave of prices, 300 sessions long, without randomness. */
export const chartFixture = (candles = true): ChartSeries => {
  const count = 300
  const days = Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(2007, 6, 2 + index)).toISOString().slice(0, 10)
  )
  const close = days.map((_, index) => 1_400 + 120 * Math.sin(index / 30) - index / 2)
  const mean = (bars: number): (number | null)[] =>
    close.map((_, index) => {
      if (index + 1 < bars) return null
      const window = close.slice(index + 1 - bars, index + 1)
      return window.reduce((sum, each) => sum + each, 0) / bars
    })
  const column = (values: number[]): (number | null)[] =>
    candles ? values : values.map(() => null)
  return {
    ...{ asOf: days.at(-1) ?? '', dates: days, close },
    open: column(close.map((value, index) => close[index - 1] ?? value)),
    high: column(close.map((value, index) => Math.max(value, close[index - 1] ?? value) + 6)),
    low: column(close.map((value, index) => Math.min(value, close[index - 1] ?? value) - 6)),
    volume: column(close.map((_, index) => 3e9 + 1e9 * Math.cos(index / 9))),
    ...{ sma20: mean(20), sma50: mean(50), sma200: mean(200), origin: null }
  }
}

const noProviders: Providers = {
  ...{ providers: [], roles: {}, keyStore: 'system', localRuntime: false }
}

const defaults = (settings: () => Settings, keep: (next: Settings) => void): Handlers => ({
  'app.info': () => ({
    ...{ version: '0.1.0', electron: '45.4.1', chrome: '146', node: '24.4.0', platform: 'linux' }
  }),
  'settings.get': settings,
  'settings.set': (part) => {
    keep({ ...settings(), ...part })
    return settings()
  },
  'playbook.get': ({ language }) => ({
    ...{ id: 'equity', version: '1.0.0', stages: fixtureStages(language) }
  }),
  'evidence.import': ({ kind, origin }) => {
    if (kind === 'prices') return importedPrices
    const name = 'name' in origin ? origin.name : 'notes.md'
    return { kind, name, sha256: `${kind}-${name}`, bytes: 10, prices: null }
  },
  'evidence.choose': () => [],
  'evidence.chart': () => chartFixture(),
  'evidence.study': () => studyFixture(),
  'session.start': () => ({ session: fixtureSession }),
  'session.current': () => ({ session: null, holds: false }),
  'session.cancel': () => ({ status: 'cancelled' }),
  'session.cancelRole': () => ({ cancelled: true }),
  'session.retryRole': ({ session }) => ({ session }),
  'session.compare': ({ role }) => ({
    ...{ role, status: 'ok', text: '', stance: null, p: null, claims: [], reason: null }
  }),
  'provider.list': () => noProviders,
  'provider.save': () => noProviders,
  'provider.remove': () => noProviders,
  'provider.setKey': () => noProviders,
  'provider.forgetKey': () => noProviders,
  'provider.test': () => ({ light: 'ready', error: null, tookMs: 1 }),
  'provider.models': () => ({ models: [] }),
  'provider.assign': () => noProviders,
  'provider.preset': () => ({ ...noProviders, missing: [] }),
  'provider.export': () => ({ file: null }),
  'provider.import': () => ({ file: null, added: 0, providers: noProviders }),
  'symbol.search': () => ({ matches: [] }),
  'symbol.import': () => {
    throw new Error('no source of prices')
  },
  'session.pause': () => ({ paused: true }),
  'session.resume': () => ({ paused: false }),
  'session.list': () => [],
  'session.open': ({ session }) => ({ session }),
  'session.leave': () => ({}),
  'session.delete': ({ sessions }) => ({ sessions }),
  'session.restore': ({ sessions }) => ({ sessions }),
  'session.outcome': () => outcomeFixture(),
  'forecast.record': () => ({ records: [] }),
  'forecast.clear': () => ({ cleared: 0 }),
  'board.list': () => ({ subjects: [], last: null }),
  'board.add': () => ({ subjects: [], added: [] }),
  'board.choose': () => ({ subjects: [], added: [] }),
  'board.remove': () => ({ subjects: [] }),
  'board.restore': () => ({ subjects: [] }),
  'board.run': ({ asOf }) => ({ asOfAsked: asOf, wallTime: 0, cancelled: false, rows: [] }),
  'board.cancel': () => ({ cancelled: false }),
  'board.open': () => importedPrices,
  'stream.ticket': () => ({ url: 'ws://127.0.0.1:1', ticket: 'none' }),
  'stream.lastRefusal': () => ({ refusal: null }),
  'window.new': () => ({}),
  'window.watch': () => ({}),
  'app.figures': () => {
    throw new Error('no view shows figures yet')
  },
  'window.close': () => ({})
})

export interface Call {
  route: RouteName
  input: unknown
}

/** A bridge to no main process: plain answers, which a test may replace, and a record of calls. */
export class FakeBridge implements Bridge {
  readonly calls: Call[] = []
  /** Off unless a test wants the chart drawn. */
  chartAnswers = false
  paths = new Map<string, string>()
  settings: Settings = defaultSettings('en')
  private readonly handlers: Handlers
  private readonly menuHandlers = new Set<(command: MenuCommand) => void>()

  constructor(overrides: Partial<Handlers> = {}) {
    const keep = (next: Settings): void => void (this.settings = next)
    this.handlers = { ...defaults(() => this.settings, keep), ...overrides }
  }

  on<R extends RouteName>(route: R, handler: Handlers[R]): void {
    this.handlers[route] = handler
  }

  async invoke<R extends RouteName>(
    route: R,
    input: RouteInput<R>
  ): Promise<RouteResult<RouteOutput<R>>> {
    this.calls.push({ route, input })
    const answer = await this.handlers[route](input)
    return isError(answer) ? { ok: false, error: answer } : { ok: true, value: answer }
  }

  pathForFile(file: File): string {
    return this.paths.get(file.name) ?? ''
  }

  onMenu(handler: (command: MenuCommand) => void): () => void {
    this.menuHandlers.add(handler)
    return () => this.menuHandlers.delete(handler)
  }

  menu(command: MenuCommand): void {
    for (const handler of this.menuHandlers) handler(command)
  }

  /** The inputs of all calls of a route, oldest first. */
  callsOf(route: RouteName): unknown[] {
    return this.calls.filter((call) => call.route === route).map((call) => call.input)
  }
}
