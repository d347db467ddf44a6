import { absolutePath } from '../commands/evidence-file'
import { dateOrNull } from './argument-values'
import { readCommandLine, type OptionTable } from './command-line'
import {
  commonArguments,
  commonFlags,
  commonValued,
  type CommonArguments
} from './common-arguments'
import { UsageProblem } from './usage-problem'

/** A board that the terminal was asked for. Files and folders are absolute, the date is ISO. */
export interface BoardArguments extends CommonArguments {
  paths: string[]
  asOf: string | null
  json: boolean
}

export const boardOptions = {
  valued: ['as-of', ...commonValued],
  flags: ['json', ...commonFlags]
} as const satisfies OptionTable<string, string>

/**
 * Reads what follows `board`; `help` when that is all that was asked.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseBoardArguments = (argv: readonly string[]): BoardArguments | 'help' => {
  const line = readCommandLine(argv, boardOptions)
  if (line.has('help')) return 'help'
  const paths = line.positionals.filter((path) => path !== '').map(absolutePath)
  if (paths.length === 0) throw new UsageProblem('no-board-files')
  const asOf = dateOrNull('--as-of', line.one('as-of'))
  return { ...commonArguments(line), paths, asOf, json: line.has('json') }
}
