import { errorCodes } from '../../preload/contract/errors'
import {
  priceCompanions,
  type ImportedSymbol,
  type PriceCompanion,
  type PriceSourceName,
  type SymbolRequest
} from '../../preload/contract/live-prices'
import type { ImportedEvidence } from '../../preload/contract/routes'
import { writeFundamentals } from '../evidence/fundamentals/fundamentals-file'
import { writeHeadlines } from '../evidence/headlines/headlines-file'
import { CancelScope } from '../kernel/abort'
import { systemClock } from '../kernel/clock'
import { AppError } from '../kernel/errors'
import type { LivePrices } from '../prices/live-prices'
import { isPricesError } from '../prices/prices-error'
import { pricesFile, pricesFileName } from '../prices/prices-file'
import { benchmarkOf } from '../prices/symbols'
import { CallerFetches } from './caller-fetches'
import { importSource, type EvidenceRouteParts } from './evidence-routes'
import type { RoutesOf } from './route'
import type { SettingsPort } from './settings-routes'

/** What is fetched beside the prices may take this long; what is not there by then is left out. */
const besideLimitMs = 20_000

/** The part of live prices that routes use. */
export type PricesPort = Pick<
  LivePrices,
  'daily' | 'search' | 'fundamentals' | 'headlines' | 'servesAny'
>

export interface SymbolRouteParts extends EvidenceRouteParts {
  prices: PricesPort
  settings: Pick<SettingsPort, 'get'>
  /** Whoever knows when callers are gone gives its own. */
  fetches?: CallerFetches
}

/** What the source has beside the prices, for the symbol that was found. */
class Beside {
  readonly #parts: SymbolRouteParts
  readonly #source: PriceSourceName
  readonly #symbol: string
  readonly #signal: AbortSignal

  constructor(
    parts: SymbolRouteParts,
    { source, symbol, signal }: { source: PriceSourceName; symbol: string; signal: AbortSignal }
  ) {
    this.#parts = parts
    this.#source = source
    this.#symbol = symbol
    this.#signal = signal
  }

  async benchmark({ from, to }: SymbolRequest): Promise<ImportedEvidence | null> {
    const { prices, settings } = this.#parts
    const symbol = benchmarkOf(this.#symbol, settings.get().benchmarks)
    if (symbol === null || !prices.servesAny(this.#source)) return null
    const fetched = await prices.daily(this.#source, { symbol, from, to }, { signal: this.#signal })
    const source = { name: pricesFileName(fetched.origin), bytes: pricesFile(fetched) }
    return importSource(this.#parts, 'benchmark', source)
  }

  async headlines(timeZone: string | null): Promise<ImportedEvidence | null> {
    const about = { symbol: this.#symbol, timeZone }
    const call = { signal: this.#signal }
    const bytes = writeHeadlines(await this.#parts.prices.headlines(this.#source, about, call))
    const name = `${this.#symbol} headlines.md`
    return bytes === null ? null : importSource(this.#parts, 'notes', { name, bytes })
  }

  async fundamentals(): Promise<ImportedEvidence | null> {
    const call = { signal: this.#signal }
    const found = await this.#parts.prices.fundamentals(this.#source, this.#symbol, call)
    if (found === null) return null
    const name = `${this.#symbol} fundamentals.json`
    const bytes = writeFundamentals(found, name)
    return importSource(this.#parts, 'fundamentals', { name, bytes })
  }
}

/** A source's way to say that it has none, of an index or a currency say. */
const isAbsence = (error: unknown): boolean =>
  isPricesError(error, errorCodes.pricesUnknownSymbol) ||
  isPricesError(error, errorCodes.pricesNoData)

/** What fails beside the prices is left out and named: the room runs without it. */
const imported = async (
  works: Record<PriceCompanion, Promise<ImportedEvidence | null>>
): Promise<Pick<ImportedSymbol, PriceCompanion | 'failed'>> => {
  const failed = new Set<PriceCompanion>()
  const orNull = (name: PriceCompanion): Promise<ImportedEvidence | null> =>
    works[name].catch((error: unknown) => {
      if (name === 'benchmark' || !isAbsence(error)) failed.add(name)
      return null
    })
  const [benchmark, headlines, fundamentals] = await Promise.all([
    orNull('benchmark'),
    orNull('headlines'),
    orNull('fundamentals')
  ])
  const named = priceCompanions.filter((name) => failed.has(name))
  return { benchmark, headlines, fundamentals, failed: named }
}

const importSymbol = async (
  parts: SymbolRouteParts,
  request: SymbolRequest,
  signal: AbortSignal
): Promise<ImportedSymbol> => {
  const { source, symbol, from, to } = request
  const asked = { symbol, from, to }
  const { stale, ...fetched } = await parts.prices.daily(source, asked, { signal })
  const { origin } = fetched
  const file = { name: pricesFileName(origin), bytes: pricesFile(fetched) }
  const prices = await importSource(parts, 'prices', file)
  const scope = new CancelScope(signal)
  scope.limit(systemClock, besideLimitMs)
  try {
    const beside = new Beside(parts, { source, symbol: origin.symbol, signal: scope.signal })
    const found = await imported({
      benchmark: beside.benchmark(request),
      headlines: beside.headlines(origin.timeZone),
      fundamentals: beside.fundamentals()
    })
    return { prices, origin, stale, ...found }
  } finally {
    scope.dispose()
  }
}

const calledOff = (): AppError =>
  new AppError(errorCodes.shuttingDown, 'nobody waits for these prices any more')

/** Prices that are fetched come in as evidence, by the same way as a file. */
export const symbolRoutes = (
  parts: SymbolRouteParts
): RoutesOf<'symbol.search' | 'symbol.import'> => {
  const { prices, fetches = new CallerFetches() } = parts
  return {
    'symbol.search': async ({ text }, { principal: caller }) => ({
      matches:
        (await fetches.run({ caller, kind: 'search' }, (signal) =>
          prices.search(text, { signal })
        )) ?? []
    }),
    'symbol.import': async (request, { principal: caller }) => {
      const imported = await fetches.run({ caller, kind: 'import' }, (signal) =>
        importSymbol(parts, request, signal)
      )
      if (imported === null) throw calledOff()
      return imported
    }
  }
}
