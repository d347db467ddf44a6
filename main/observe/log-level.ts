import { logLevels, type LogWeight } from '../kernel/log'

export const logLevelSwitch = '--log-level'
export const defaultLogLevel: LogWeight = 'info'

const isLogLevel = (value: string): value is LogWeight =>
  (logLevels as readonly string[]).includes(value)

interface Split {
  /** The switch's last value; null when it is not there, empty when it has none. */
  value: string | null
  /** The command line without the switch and its value. */
  rest: string[]
}

const split = (argv: readonly string[]): Split => {
  const rest: string[] = []
  let value: string | null = null
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? ''
    if (word === logLevelSwitch) {
      const next = argv[index + 1]
      const takesNext = next !== undefined && !next.startsWith('-')
      value = takesNext ? next : ''
      if (takesNext) index += 1
    } else if (word.startsWith(`${logLevelSwitch}=`)) {
      value = word.slice(logLevelSwitch.length + 1)
    } else {
      rest.push(word)
    }
  }
  return { value, rest }
}

/**
 * The level that a command line asks for with `--log-level debug` or `--log-level=debug`; the last
 * one counts. What is no level is given to `onWrong`, and the default holds.
 */
export const logLevelOf = (
  argv: readonly string[],
  onWrong: (value: string) => void
): LogWeight => {
  const { value } = split(argv)
  if (value === null) return defaultLogLevel
  if (isLogLevel(value)) return value
  onWrong(value)
  return defaultLogLevel
}

/** The command line for readers that do not know the switch: its value is no subject of theirs. */
export const withoutLogLevel = (argv: readonly string[]): string[] => split(argv).rest
