import { isoDate, monthNumber } from '../price-file/calendar'

const rocOffset = 1911

interface DateForm {
  pattern: RegExp
  read: (match: RegExpExecArray) => string | null
}

const group = (match: RegExpExecArray, index: number): number => Number(match[index])

/**
 * The forms of dates in notes that can be read in one way only. `05/01/2024` is none of them: a note
 * has no column of other dates that could settle it.
 */
const forms: readonly DateForm[] = [
  {
    pattern: /(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/g,
    read: (match) => isoDate(group(match, 1), group(match, 3), group(match, 4))
  },
  {
    pattern: /(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g,
    read: (match) => isoDate(group(match, 1), group(match, 2), group(match, 3))
  },
  {
    pattern: /(?<!\d)(?:民國\s*(\d{2,3})|(1\d{2}))\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g,
    read: (match) =>
      isoDate(Number(match[1] ?? match[2]) + rocOffset, group(match, 3), group(match, 4))
  },
  {
    pattern: /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})(?!\d)/gi,
    read: (match) => isoDate(group(match, 3), monthNumber(match[2] ?? ''), group(match, 1))
  },
  {
    pattern: /(?<![a-z])([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gi,
    read: (match) => isoDate(group(match, 3), monthNumber(match[1] ?? ''), group(match, 2))
  }
]

export interface WrittenDate {
  date: string
  start: number
  end: number
}

/** Every date in a text (ISO), in the order in which they stand. */
export const datesIn = (text: string): WrittenDate[] =>
  forms
    .flatMap(({ pattern, read }) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const date = read(match)
        const start = match.index
        return date === null ? [] : [{ date, start, end: start + match[0].length }]
      })
    )
    .sort((a, b) => a.start - b.start)
