/** From the most talkative on; a log drops what is below its level. */
export const logLevels = ['debug', 'info', 'warning', 'error'] as const
export type LogWeight = (typeof logLevels)[number]

/** `ms` durations, `code` of errors and closes; never text of a role, a key or a ticket. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

/** Where the program says what it does: one line an entry. It never throws. */
export interface Log {
  write(level: LogWeight, event: string, fields?: LogFields): void
}

export const silentLog: Log = { write: () => undefined }

/** Whether a log that is set to `threshold` keeps an entry of `level`. */
export const isLogged = (level: LogWeight, threshold: LogWeight): boolean =>
  logLevels.indexOf(level) >= logLevels.indexOf(threshold)
