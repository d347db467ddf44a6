import type { SessionEndKind, SessionQuery } from '../../../../../preload/contract/sessions'
import type { Stance } from '../../../../../preload/contract/words'
import { isDay } from '../../command-panel/composables/subject-text'

/** The filters as a person sets them; an empty text asks for all. */
export interface SessionFilters {
  text: string
  stance: Stance | ''
  end: SessionEndKind | ''
  from: string
  to: string
}

export const noFilters = (): SessionFilters => ({ text: '', stance: '', end: '', from: '', to: '' })

export const hasFilters = (filters: SessionFilters): boolean =>
  Object.values(filters).some((value: string) => value.trim() !== '')

/** Whether a date may stay as it is: empty, or a day as YYYY-MM-DD. */
export const isDayOrEmpty = (text: string): boolean => text.trim() === '' || isDay(text.trim())

const dayOrNull = (text: string): string | null => (isDay(text.trim()) ? text.trim() : null)
const wordOrNull = <T extends string>(word: T | ''): T | null => (word === '' ? null : word)

/** What main is asked for. A date that is still being typed asks for all days. */
export const queryOf = ({ text, stance, end, from, to }: SessionFilters): SessionQuery => ({
  text: text.trim(),
  stance: wordOrNull(stance),
  end: wordOrNull(end),
  asOf: { from: dayOrNull(from), to: dayOrNull(to) }
})
