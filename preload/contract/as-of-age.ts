const dayMs = 86_400_000
const saturday = 6
const sunday = 0

/**
 * How many weekdays after the as-of date (ISO) a wall time lies, in UTC: the sessions that a reader
 * may have missed. An exchange's holidays are not known, so the true number may be smaller.
 */
export const weekdaysSince = (asOf: string, wallTime: number): number => {
  const from = Date.parse(`${asOf}T00:00:00Z`)
  const days = Math.floor((wallTime - from) / dayMs)
  if (!(days > 0)) return 0
  const weeks = Math.floor(days / 7)
  let count = weeks * 5
  for (let day = 1; day <= days - weeks * 7; day += 1) {
    const weekday = new Date(from + (weeks * 7 + day) * dayMs).getUTCDay()
    if (weekday !== saturday && weekday !== sunday) count += 1
  }
  return count
}
