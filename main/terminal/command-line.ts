import { parseArgs } from 'node:util'
import { UsageProblem } from './usage-problem'

/** The options of one command: those with a value, and those that are there or not. */
export interface OptionTable<Valued extends string, Flag extends string> {
  valued: readonly Valued[]
  flags: readonly Flag[]
  /** Those of `valued` that may be given several times. */
  repeatable?: readonly Valued[]
}

/** A command line, read: what stood alone, and each option with its values. */
export interface CommandLine<Valued extends string, Flag extends string> {
  positionals: readonly string[]
  has(flag: Flag): boolean
  all(option: Valued): readonly string[]
  /** Null when the option was not given. */
  one(option: Valued): string | null
}

interface OptionToken {
  kind: 'option'
  index: number
  name: string
  /** As typed, with its dashes. */
  rawName: string
  value: string | undefined
  /** Whether the value came with an equals sign. */
  inlineValue: boolean | undefined
}

/** A part of a command line; `index` is its place in it. */
export type CommandToken =
  | OptionToken
  | { kind: 'positional'; index: number; value: string }
  | { kind: 'option-terminator'; index: number }

/** The parts of a command line, given which options take the next argument as their value. */
export const tokensOf = (argv: readonly string[], valued: readonly string[]): CommandToken[] =>
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
const valueOf = ({ rawName: option, value, inlineValue }: OptionToken): string => {
  const missing = value === undefined || value === '' || (!inlineValue && value.startsWith('-'))
  if (missing) throw new UsageProblem('needs-value', { option })
  return value
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name)

/** Reads the options of one command line by its table. */
class OptionReader<Valued extends string, Flag extends string> {
  readonly values = new Map<Valued, string[]>()
  readonly flags = new Set<Flag>()
  readonly #table: OptionTable<Valued, Flag>

  constructor(table: OptionTable<Valued, Flag>) {
    this.#table = table
  }

  read(token: OptionToken): void {
    const { name, rawName: option, inlineValue } = token
    const { valued, flags } = this.#table
    const written = option.startsWith('--') || name === 'help'
    if (written && isOneOf(flags, name)) {
      if (inlineValue === true) throw new UsageProblem('takes-no-value', { option })
      this.flags.add(name)
    } else if (written && isOneOf(valued, name)) this.#add(name, token)
    else throw new UsageProblem('unknown-option', { option })
  }

  #add(name: Valued, token: OptionToken): void {
    const former = this.values.get(name) ?? []
    const again = former.length > 0 && !(this.#table.repeatable ?? []).includes(name)
    if (again) throw new UsageProblem('repeated', { option: token.rawName })
    this.values.set(name, [...former, valueOf(token)])
  }
}

/**
 * Reads a command line by its table.
 * @throws {UsageProblem} `unknown-option`, `needs-value`, `takes-no-value`, `repeated`
 */
export const readCommandLine = <Valued extends string, Flag extends string>(
  argv: readonly string[],
  table: OptionTable<Valued, Flag>
): CommandLine<Valued, Flag> => {
  const reader = new OptionReader(table)
  const positionals: string[] = []
  for (const token of tokensOf(argv, table.valued)) {
    if (token.kind === 'positional') positionals.push(token.value)
    else if (token.kind === 'option') reader.read(token)
  }
  return {
    positionals,
    has: (flag) => reader.flags.has(flag),
    all: (option) => reader.values.get(option) ?? [],
    one: (option) => reader.values.get(option)?.[0] ?? null
  }
}
