/** Retentions that are offered by name, in days; 0 keeps for ever. */
export const offeredRetentions = [0, 7, 30, 90, 365] as const

export const otherRetention = 'other'

/** The option that stands for a retention: its own, or "another number". */
export const choiceOf = (retentionDays: number): string =>
  offeredRetentions.some((days) => days === retentionDays) ? String(retentionDays) : otherRetention

/** Whether sessions go that the former retention keeps. */
export const deletesMore = (days: number, before: number): boolean =>
  days > 0 && (before === 0 || days < before)
