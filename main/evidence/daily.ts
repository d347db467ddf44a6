import { evidenceError } from './evidence-error'
import { daysBetween } from './price-file/calendar'

const widestMedianDays = 4

/** The middle distance in days between neighbours; 0 for fewer than two dates. */
const medianSpacingDays = (dates: readonly string[]): number => {
  const gaps = dates.slice(1).map((date, index) => daysBetween(dates[index] ?? date, date))
  gaps.sort((a, b) => a - b)
  const middle = gaps.length >> 1
  const upper = gaps[middle] ?? 0
  return gaps.length % 2 === 1 ? upper : ((gaps[middle - 1] ?? 0) + upper) / 2
}

/**
 * Refuses bars that lie so far apart that they are weeks or months.
 * @param dates ISO, oldest first, no two equal
 * @throws {AppError} `evidence.not-daily`
 */
export const requireDaily = (dates: readonly string[], file: string): void => {
  const days = medianSpacingDays(dates)
  if (days > widestMedianDays) throw evidenceError('not-daily', { file, days })
}
