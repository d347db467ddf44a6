import { parseArgs } from 'node:util'
import {
  maximumPaceCharactersPerSecond,
  maximumPromptCharacters
} from '../../preload/contract/limits'
import { languages, modes, type Language, type Mode } from '../../preload/contract/words'
import { UsageProblem } from './usage-problem'

/** What the terminal room was asked to do. Paths are as typed, dates ISO. */
export interface RoomArguments {
  subject: string
  benchmark: string | null
  notes: string[]
  asOf: string | null
  mode: Mode
  roles: string[]
  prompt: string
  language: Language
  /** Characters a second; 0 = at once. */
  paceCharactersPerSecond: number
  jsonTarget: string | null
  reportTarget: string | null
}

const valued = [
  'benchmark',
  'notes',
  'as-of',
  'mode',
  'roles',
  'prompt',
  'lang',
  'pace',
  'json',
  'report'
] as const
type Valued = (typeof valued)[number]
const repeatable: ReadonlySet<Valued> = new Set<Valued>(['notes'])

interface Tokens {
  subjects: string[]
  values: Map<Valued, string[]>
  help: boolean
}

const isValued = (name: string): name is Valued => (valued as readonly string[]).includes(name)

type Token = NonNullable<ReturnType<typeof tokenize>>[number]

const tokenize = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(valued.map((name) => [name, { type: 'string' as const }])),
      help: { type: 'boolean', short: 'h' }
    },
    allowPositionals: true,
    strict: false,
    tokens: true
  }).tokens

/** Reads one option's value; what looks like the next option is not one. */
const valueOf = (token: Extract<Token, { kind: 'option' }>): string => {
  const { rawName: option, value, inlineValue } = token
  const missing = value === undefined || value === '' || (!inlineValue && value.startsWith('-'))
  if (missing) throw new UsageProblem('needs-value', { option })
  return value
}

const readOption = (read: Tokens, token: Extract<Token, { kind: 'option' }>): void => {
  const { name, rawName: option, inlineValue } = token
  if (name === 'help') {
    if (inlineValue === true) throw new UsageProblem('takes-no-value', { option })
    read.help = true
    return
  }
  if (!isValued(name) || !option.startsWith('--')) {
    throw new UsageProblem('unknown-option', { option })
  }
  const former = read.values.get(name) ?? []
  if (former.length > 0 && !repeatable.has(name)) throw new UsageProblem('repeated', { option })
  read.values.set(name, [...former, valueOf(token)])
}

const readTokens = (argv: readonly string[]): Tokens => {
  const read: Tokens = { subjects: [], values: new Map(), help: false }
  for (const token of tokenize(argv)) {
    if (token.kind === 'positional') read.subjects.push(token.value)
    else if (token.kind === 'option') readOption(read, token)
  }
  return read
}

const choice = <T extends string>(option: string, value: string, choices: readonly T[]): T => {
  const found = choices.find((each) => each === value)
  if (found !== undefined) return found
  throw new UsageProblem('bad-choice', { option, value, choices: choices.join(', ') })
}

const dateOf = (value: string): string => {
  const atMidnight = new Date(`${value}T00:00:00Z`)
  const written = Number.isNaN(atMidnight.getTime()) ? '' : atMidnight.toISOString().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && written === value) return value
  throw new UsageProblem('bad-date', { option: '--as-of', value })
}

const paceOf = (value: string): number => {
  const pace = /^\d{1,9}$/.test(value) ? Number(value) : -1
  if (pace >= 0 && pace <= maximumPaceCharactersPerSecond) return pace
  const maximum = maximumPaceCharactersPerSecond
  throw new UsageProblem('bad-number', { option: '--pace', value, minimum: 0, maximum })
}

const promptOf = (value: string): string => {
  if (value.length <= maximumPromptCharacters) return value
  throw new UsageProblem('too-long', { option: '--prompt', maximum: maximumPromptCharacters })
}

/** Roles alone mean a custom room; a god room has all of them. */
const roomOf = (mode: string | null, list: string | null): { mode: Mode; roles: string[] } => {
  const chosen = mode === null ? null : choice('--mode', mode, modes)
  const roles = (list ?? '')
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
  if (list !== null && chosen === 'god') throw new UsageProblem('roles-without-custom')
  const custom = chosen === 'custom' || list !== null
  if (custom && roles.length === 0) throw new UsageProblem('roles-missing')
  return { mode: custom ? 'custom' : 'god', roles }
}

/**
 * Reads the room's command line; `help` when that is all that was asked.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseRoomArguments = (argv: readonly string[]): RoomArguments | 'help' => {
  const { subjects, values, help } = readTokens(argv)
  if (help) return 'help'
  const one = (name: Valued): string | null => values.get(name)?.[0] ?? null
  const [subject, second] = subjects
  if (subject === undefined || subject === '') throw new UsageProblem('no-subject')
  if (second !== undefined) throw new UsageProblem('second-subject', { subject, second })
  const asOf = one('as-of')
  return {
    subject,
    benchmark: one('benchmark'),
    notes: values.get('notes') ?? [],
    asOf: asOf === null ? null : dateOf(asOf),
    ...roomOf(one('mode'), one('roles')),
    prompt: promptOf(one('prompt') ?? ''),
    language: choice('--lang', one('lang') ?? 'en', languages),
    paceCharactersPerSecond: paceOf(one('pace') ?? '0'),
    jsonTarget: one('json'),
    reportTarget: one('report')
  }
}

/** The language to complain in when the command line itself is wrong. */
export const languageOf = (argv: readonly string[]): Language => {
  const index = argv.indexOf('--lang')
  const value =
    index >= 0 ? argv[index + 1] : argv.find((each) => each.startsWith('--lang='))?.slice(7)
  return languages.find((language) => language === value) ?? 'en'
}
