import { maximumRetentionDays } from '../../../../../preload/contract/limits'

/** Retentions that are offered by name, in days; 0 keeps for ever. */
export const offeredRetentions = [0, 7, 30, 90, 365] as const

export const otherRetention = 'other'

/** How a retention is chosen: one of those that are offered, or a number of days. */
export interface RetentionChoice {
  choice: string
  days: number
}

const defaultDays = 30

export const choiceOf = (retentionDays: number): RetentionChoice => ({
  choice: offeredRetentions.some((days) => days === retentionDays)
    ? String(retentionDays)
    : otherRetention,
  days: retentionDays > 0 ? retentionDays : defaultDays
})

/** Days, 0 for ever. A number that is none, or out of reach, becomes the nearest that is not. */
export const daysOf = ({ choice, days }: RetentionChoice): number => {
  if (choice !== otherRetention) return Number(choice)
  return Number.isFinite(days) ? Math.min(maximumRetentionDays, Math.max(1, Math.round(days))) : 1
}
