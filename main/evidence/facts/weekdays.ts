const dayMs = 86_400_000
const saturday = 6
const sunday = 0

/**
 * The ISO date `count` weekdays after `date`. A stand-in for the exchange's own calendar, which a
 * price file does not hold: every holiday in between makes the true session later.
 */
export const addWeekdays = (date: string, count: number): string => {
  let timeMs = Date.parse(`${date}T00:00:00Z`)
  for (let left = count; left > 0;) {
    timeMs += dayMs
    const weekday = new Date(timeMs).getUTCDay()
    if (weekday !== saturday && weekday !== sunday) left -= 1
  }
  return new Date(timeMs).toISOString().slice(0, 10)
}
