import { isLogged, type Log, type LogWeight } from '../kernel/log'
import { logLine } from './log-line'

export interface StderrLogOptions {
  write?: (text: string) => unknown
  /** Milliseconds since 1970. */
  wallMs?: () => number
}

/** The lines of the app's log file, on stderr: what the terminal room has for a log. */
export const stderrLog = (
  threshold: LogWeight,
  { write = (text) => process.stderr.write(text), wallMs = () => Date.now() }: StderrLogOptions = {}
): Log => ({
  write: (level, event, fields) => {
    if (!isLogged(level, threshold)) return
    try {
      write(`${logLine(wallMs(), level, event, fields)}\n`)
    } catch {
      // Nobody reads stderr any more; what runs goes on.
    }
  }
})
