import type { LogFields, LogWeight } from '../kernel/log'

/** A field longer than this is cut: one entry must not fill a log. */
export const maximumFieldCharacters = 500

const cut = (value: LogFields[string]): LogFields[string] =>
  typeof value === 'string' && value.length > maximumFieldCharacters
    ? `${value.slice(0, maximumFieldCharacters)}…`
    : value

/**
 * One entry as JSON on one line, without its line end: time (ISO, UTC), level and event first, then
 * the fields; no field can take the place of those three.
 */
export const logLine = (
  wallMs: number,
  level: LogWeight,
  event: string,
  fields: LogFields = {}
): string => {
  const own = { time: new Date(wallMs).toISOString(), level, event }
  const rest = Object.entries(fields).map(([name, value]) => [name, cut(value)])
  return JSON.stringify(Object.assign({ ...own }, Object.fromEntries(rest), own))
}
