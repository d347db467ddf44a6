import { languages, type Language } from '../../preload/contract/words'
import { absolutePath } from '../commands/evidence-file'
import { logLevels, type LogWeight } from '../kernel/log'
import { choiceOrNull } from './argument-values'
import type { CommandLine } from './command-line'
import { UsageProblem } from './usage-problem'

/** Options that every command has. */
export const commonValued = ['data', 'lang', 'log-level'] as const
export const commonFlags = ['help'] as const
type CommonValued = (typeof commonValued)[number]

export interface CommonArguments {
  /** Where sessions are kept, absolute; null keeps them in memory for this run. */
  dataFolder: string | null
  /** From which level on the program says on stderr what it does; null = it does not. */
  logLevel: LogWeight | null
  /** Null when it was not said. */
  language: Language | null
}

/** What a command over kept sessions needs: their folder. */
export interface ArchiveArguments extends CommonArguments {
  dataFolder: string
}

/** @throws {UsageProblem} `bad-choice` */
export const commonArguments = (line: CommandLine<CommonValued, string>): CommonArguments => {
  const folder = line.one('data')
  return {
    dataFolder: folder === null ? null : absolutePath(folder),
    logLevel: choiceOrNull('--log-level', line.one('log-level'), logLevels),
    language: choiceOrNull('--lang', line.one('lang'), languages)
  }
}

/** As `commonArguments`. @throws {UsageProblem} `needs-data` as well */
export const archiveArguments = (
  command: string,
  line: CommandLine<CommonValued, string>
): ArchiveArguments => {
  const { dataFolder, ...rest } = commonArguments(line)
  if (dataFolder === null) throw new UsageProblem('needs-data', { command })
  return { dataFolder, ...rest }
}
