import type { SessionQuery } from '../../preload/contract/sessions'
import { sessionEndKinds } from '../../preload/contract/sessions'
import { stances } from '../../preload/contract/words'
import { choiceOrNull, dateOrNull } from './argument-values'
import { readCommandLine, type OptionTable } from './command-line'
import {
  archiveArguments,
  commonFlags,
  commonValued,
  type ArchiveArguments
} from './common-arguments'
import { UsageProblem } from './usage-problem'

/** Which kept sessions to list; `query.text` is looked for in the subject alone. */
export interface ListArguments extends ArchiveArguments {
  query: SessionQuery
  json: boolean
}

export const listOptions = {
  valued: ['subject', 'stance', 'end', 'from', 'to', ...commonValued],
  flags: ['json', ...commonFlags]
} as const satisfies OptionTable<string, string>

/**
 * Reads what follows `list`; `help` when that is all that was asked.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseListArguments = (argv: readonly string[]): ListArguments | 'help' => {
  const line = readCommandLine(argv, listOptions)
  if (line.has('help')) return 'help'
  const [value] = line.positionals
  if (value !== undefined) throw new UsageProblem('list-takes-none', { value })
  const query = {
    text: line.one('subject') ?? '',
    stance: choiceOrNull('--stance', line.one('stance'), stances),
    end: choiceOrNull('--end', line.one('end'), sessionEndKinds),
    asOf: {
      from: dateOrNull('--from', line.one('from')),
      to: dateOrNull('--to', line.one('to'))
    }
  }
  return { ...archiveArguments('list', line), query, json: line.has('json') }
}
