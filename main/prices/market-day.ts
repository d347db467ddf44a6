const isZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

/** The zone by its IANA name; null for a name that this machine does not know. */
export const knownZone = (timeZone: string | null | undefined): string | null =>
  timeZone && isZone(timeZone) ? timeZone : null

/**
 * The ISO date of a moment (milliseconds since 1970) at a market: in its zone, or else at its present
 * offset from UTC in seconds.
 */
export const marketDays = (
  timeZone: string | null,
  offsetSeconds: number
): ((ms: number) => string) => {
  if (timeZone === null) {
    return (ms) => new Date(ms + offsetSeconds * 1000).toISOString().slice(0, 10)
  }
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit'
  })
  return (ms) => format.format(ms)
}
