import { readNumber } from '../../command-panel/composables/typed-number'

export interface AmountRange {
  low: number
  high: number
  whole: boolean
  /** Whether an empty field stands for "none". */
  optional: boolean
}

/**
 * The number that was typed, the nearest one that is allowed; null for "none"; undefined when the
 * text is no number.
 */
export const readAmount = (
  text: string,
  { low, high, whole, optional }: AmountRange,
  locale: string
): number | null | undefined => {
  if (text.trim() === '') return optional ? null : undefined
  const value = readNumber(text, locale)
  if (value === null) return undefined
  return Math.min(high, Math.max(low, whole ? Math.round(value) : value))
}
