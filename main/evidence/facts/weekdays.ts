const dayMs = 86_400_000
const daysInWeek = 7
const weekdaysInWeek = 5
const saturday = 6
const sunday = 0

const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const dateOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10)

const isWeekday = (timeMs: number): boolean => {
  const weekday = new Date(timeMs).getUTCDay()
  return weekday !== saturday && weekday !== sunday
}

const step = (date: string, count: number, stepMs: number): string => {
  let timeMs = timeOf(date)
  for (let left = count; left > 0;) {
    timeMs += stepMs
    if (isWeekday(timeMs)) left -= 1
  }
  return dateOf(timeMs)
}

/**
 * The ISO date `count` weekdays after `date`. A stand-in for the exchange's own calendar, which a
 * price file does not hold: every holiday in between makes the true session later.
 */
export const addWeekdays = (date: string, count: number): string => step(date, count, dayMs)

/** The ISO date `count` weekdays before `date`. */
export const weekdaysBefore = (date: string, count: number): string => step(date, count, -dayMs)

/** Weekdays after `from` up to `to`, both ISO; 0 when `to` is not later. */
export const weekdaysBetween = (from: string, to: string): number => {
  const days = Math.max(0, Math.round((timeOf(to) - timeOf(from)) / dayMs))
  const weeks = Math.floor(days / daysInWeek)
  const rest = Array.from({ length: days % daysInWeek }, (_each, at) => timeOf(to) - at * dayMs)
  return weeks * weekdaysInWeek + rest.filter(isWeekday).length
}
