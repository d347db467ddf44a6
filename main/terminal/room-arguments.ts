import type { Mandate } from '../../preload/contract/mandate'
import { modes, type Language, type Mode } from '../../preload/contract/words'
import { choiceOrNull, dateOrNull, paceOf, promptOf } from './argument-values'
import { readCommandLine, type OptionTable } from './command-line'
import {
  commonArguments,
  commonFlags,
  commonValued,
  type CommonArguments
} from './common-arguments'
import { mandateFlags, mandateOf, mandateValued } from './mandate-arguments'
import { pricesOf, priceValued, type PriceArguments } from './price-arguments'
import { providerOf, providerValued, type ProviderArguments } from './provider-arguments'
import { UsageProblem } from './usage-problem'

/** A session that the terminal room was asked to run. Paths are as typed, dates ISO. */
export interface RoomArguments extends CommonArguments {
  /** A case, a file or a symbol, and so is the benchmark. */
  subject: string
  benchmark: string | null
  /** Where a symbol's prices are fetched. */
  prices: PriceArguments
  notes: string[]
  asOf: string | null
  mode: Mode
  roles: string[]
  prompt: string
  mandate: Mandate | null
  /** The models that answer for roles; null: the desk does for all. */
  provider: ProviderArguments | null
  /** A file of profiles and roles that the data folder takes in, as typed; null without one. */
  importFile: string | null
  language: Language
  /** Characters a second; 0 = at once. */
  paceCharactersPerSecond: number
  jsonTarget: string | null
  reportTarget: string | null
  /** Whether what came after the as-of date is shown too. */
  reveal: boolean
}

export const roomOptions = {
  valued: [
    ...['benchmark', 'notes', 'as-of', 'mode', 'roles', 'prompt', 'pace', 'json', 'report'],
    ...priceValued,
    ...mandateValued,
    ...providerValued,
    'import-providers',
    ...commonValued
  ],
  flags: [...mandateFlags, ...commonFlags, 'reveal'],
  repeatable: ['notes', 'role-provider', 'api-key-env']
} as const satisfies OptionTable<string, string>

/** Roles alone mean a custom room; a god room has all of them. */
const roomOf = (mode: string | null, list: string | null): { mode: Mode; roles: string[] } => {
  const chosen = choiceOrNull('--mode', mode, modes)
  const roles = (list ?? '')
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
  if (list !== null && chosen === 'god') throw new UsageProblem('roles-without-custom')
  const custom = chosen === 'custom' || list !== null
  if (custom && roles.length === 0) throw new UsageProblem('roles-missing')
  return { mode: custom ? 'custom' : 'god', roles }
}

/** What is taken in is kept, so there has to be a folder. @throws {UsageProblem} `needs-data` */
const importOf = (file: string | null, dataFolder: string | null): string | null => {
  const command = '--import-providers'
  if (file !== null && dataFolder === null) throw new UsageProblem('needs-data', { command })
  return file
}

/**
 * Reads the command line of a run; `help` when that is all that was asked.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseRoomArguments = (argv: readonly string[]): RoomArguments | 'help' => {
  const line = readCommandLine(argv, roomOptions)
  if (line.has('help')) return 'help'
  const [subject, second] = line.positionals
  if (subject === undefined || subject === '') throw new UsageProblem('no-subject')
  if (second !== undefined) throw new UsageProblem('second-subject', { subject, second })
  const common = commonArguments(line)
  return {
    ...common,
    subject,
    benchmark: line.one('benchmark'),
    prices: pricesOf(line),
    notes: [...line.all('notes')],
    asOf: dateOrNull('--as-of', line.one('as-of')),
    ...roomOf(line.one('mode'), line.one('roles')),
    prompt: promptOf(line.one('prompt') ?? ''),
    mandate: mandateOf(line),
    importFile: importOf(line.one('import-providers'), common.dataFolder),
    provider: providerOf(line, { stored: common.dataFolder !== null }),
    // Never the machine's own: the same command gives the same file everywhere.
    language: common.language ?? 'en',
    paceCharactersPerSecond: paceOf(line.one('pace') ?? '0'),
    jsonTarget: line.one('json'),
    reportTarget: line.one('report'),
    reveal: line.has('reveal')
  }
}
