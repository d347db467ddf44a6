import { readCommandLine, type OptionTable } from './command-line'
import {
  archiveArguments,
  commonFlags,
  commonValued,
  type ArchiveArguments
} from './common-arguments'
import { UsageProblem } from './usage-problem'

/** A kept session to show, or to write into files. */
export interface ShowArguments extends ArchiveArguments {
  /** The session's id, or as much of its beginning as tells it from the others. */
  session: string
  jsonTarget: string | null
  reportTarget: string | null
  /** Whether what came after its as-of date is shown too. */
  reveal: boolean
}

export const showOptions = {
  valued: ['json', 'report', ...commonValued],
  flags: [...commonFlags, 'reveal']
} as const satisfies OptionTable<string, string>

/**
 * Reads what follows `show`; `help` when that is all that was asked.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseShowArguments = (argv: readonly string[]): ShowArguments | 'help' => {
  const line = readCommandLine(argv, showOptions)
  if (line.has('help')) return 'help'
  const [session, second] = line.positionals
  if (session === undefined || session === '') throw new UsageProblem('no-session')
  if (second !== undefined) throw new UsageProblem('second-session', { session, second })
  return {
    ...archiveArguments('show', line),
    session,
    jsonTarget: line.one('json'),
    reportTarget: line.one('report'),
    reveal: line.has('reveal')
  }
}
