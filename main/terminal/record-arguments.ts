import { readCommandLine, type OptionTable } from './command-line'
import {
  archiveArguments,
  commonFlags,
  commonValued,
  type ArchiveArguments
} from './common-arguments'
import { UsageProblem } from './usage-problem'

/** Which records to show, or whose to forget. */
export interface RecordArguments extends ArchiveArguments {
  /** Every word of it is in the subjects shown. */
  subject: string
  /** The subject, by its whole name, whose forecasts are forgotten; null shows records. */
  clear: string | null
  json: boolean
}

export const recordOptions = {
  valued: ['subject', 'clear', ...commonValued],
  flags: ['json', ...commonFlags]
} as const satisfies OptionTable<string, string>

/**
 * Reads what follows `record`; `help` when that is all that was asked.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseRecordArguments = (argv: readonly string[]): RecordArguments | 'help' => {
  const line = readCommandLine(argv, recordOptions)
  if (line.has('help')) return 'help'
  const [value] = line.positionals
  if (value !== undefined) throw new UsageProblem('record-takes-none', { value })
  const [subject, clear] = [line.one('subject'), line.one('clear')]
  if (subject !== null && clear !== null) throw new UsageProblem('clear-with-subject')
  return {
    ...archiveArguments('record', line),
    subject: subject ?? '',
    clear,
    json: line.has('json')
  }
}
