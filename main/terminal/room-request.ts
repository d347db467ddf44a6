import { stat } from 'node:fs/promises'
import { errorCodes } from '../../preload/contract/errors'
import type { ImportedSymbol } from '../../preload/contract/live-prices'
import type {
  EvidenceOrigin,
  ImportedEvidence,
  SessionRequest
} from '../../preload/contract/routes'
import type { EvidenceKind } from '../../preload/contract/words'
import { AppError } from '../kernel/errors'
import type { PriceArguments } from './price-arguments'
import type { RoomArguments } from './room-arguments'
import { callRoute, type RoomEngine } from './room-engine'
import type { Stopping } from './stopping'
import { UsageProblem } from './usage-problem'

const bundledCase = 'SP500'
/** A word such as 2330, BRK-B, 0700.HK or ^GSPC; what ends as a file does is a file. */
const symbolForm = /^[\^A-Za-z0-9][A-Za-z0-9.^=_-]{0,23}$/
const fileEnding = /\.(csv|tsv|txt|md|json|html?|pdf|xlsx?|zip|gz)$/i
/** A word that could be a code, but is none. */
const bareCode = /^[^./\\~]+$/

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  )

type Named = EvidenceOrigin | { from: 'symbol'; symbol: string }

const isSymbol = (word: string): boolean => symbolForm.test(word) && !fileEnding.test(word)

/** A file of that name in the folder comes first. */
const benchmarkNamed = async (word: string): Promise<Named> =>
  isSymbol(word) && !(await exists(word))
    ? { from: 'symbol', symbol: word }
    : { from: 'path', path: word }

/** As `benchmarkNamed`; the bundled case goes by its name, in any case. */
const subjectNamed = async (word: string): Promise<Named> => {
  const isFile = await exists(word)
  if (!isFile && word.toUpperCase() === bundledCase) return { from: 'bundled', id: bundledCase }
  if (isFile || isSymbol(word) || !bareCode.test(word)) return benchmarkNamed(word)
  throw new AppError(errorCodes.inputUnknownSubject, `no case, symbol or file ${word}`, {
    parameters: { subject: word }
  })
}

type StopPort = Pick<Stopping, 'unlessStopped'>

/** Brings evidence in by the routes of a window, and keeps count of what was fetched. */
class Importer {
  readonly symbols: ImportedSymbol[] = []
  readonly #engine: RoomEngine
  readonly #prices: PriceArguments
  readonly #stopping: StopPort

  constructor(engine: RoomEngine, prices: PriceArguments, stopping: StopPort) {
    this.#engine = engine
    this.#prices = prices
    this.#stopping = stopping
  }

  file(kind: EvidenceKind, origin: EvidenceOrigin): Promise<ImportedEvidence> {
    return callRoute(this.#engine, 'evidence.import', { kind, origin }, `import-${kind}`)
  }

  async symbol(symbol: string): Promise<ImportedSymbol> {
    const { source, from, to } = this.#prices
    const wish = { symbol, source, from, to }
    const fetching = callRoute(this.#engine, 'symbol.import', wish, `symbol-${symbol}`)
    const found = await this.#stopping.unlessStopped(fetching)
    this.symbols.push(found)
    return found
  }
}

/** What a subject brings: a symbol has company, and goes by itself rather than by its file. */
type Subject = Pick<ImportedSymbol, 'prices' | 'benchmark' | 'headlines' | 'fundamentals'> & {
  name: string
}

const subjectOf = async (named: Named, importer: Importer): Promise<Subject> => {
  if (named.from === 'symbol') {
    const found = await importer.symbol(named.symbol)
    return { ...found, name: found.origin.symbol }
  }
  const prices = await importer.file('prices', named)
  return { name: prices.name, prices, benchmark: null, headlines: null, fundamentals: null }
}

const benchmarkOf = async (named: Named, importer: Importer): Promise<ImportedEvidence> =>
  named.from === 'symbol'
    ? (await importer.symbol(named.symbol)).prices
    : importer.file('benchmark', named)

export interface PreparedRoom {
  request: SessionRequest
  /** What was fetched, in the order asked. */
  symbols: readonly ImportedSymbol[]
}

/**
 * Takes in all evidence that the command line names, and says what to start.
 * @throws {AppError} for the first file that cannot be read or symbol that cannot be fetched
 * @throws {UsageProblem} `without-symbol`
 * @throws {StoppedEarly} while it fetches
 */
export const prepareRequest = async (
  engine: RoomEngine,
  room: RoomArguments,
  stopping: StopPort
): Promise<PreparedRoom> => {
  const named = await subjectNamed(room.subject)
  const other = room.benchmark === null ? null : await benchmarkNamed(room.benchmark)
  const { given } = room.prices
  if (given !== null && named.from !== 'symbol' && other?.from !== 'symbol') {
    throw new UsageProblem('without-symbol', { option: given })
  }
  const importer = new Importer(engine, room.prices, stopping)
  const { name, prices, headlines, fundamentals, ...subject } = await subjectOf(named, importer)
  const benchmark = other === null ? subject.benchmark : await benchmarkOf(other, importer)
  const notes = headlines === null ? [] : [headlines.sha256]
  for (const path of room.notes) {
    notes.push((await importer.file('notes', { from: 'path', path })).sha256)
  }
  const { asOf, mode, roles, prompt, language, mandate } = room
  const request = {
    subject: { name, sha256: prices.sha256 },
    benchmark: benchmark?.sha256 ?? null,
    fundamentals: fundamentals?.sha256 ?? null,
    marketContext: '',
    ...{ notes, asOf, mode, roles, prompt, language, mandate }
  }
  return { request, symbols: importer.symbols }
}
