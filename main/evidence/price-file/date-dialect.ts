import { cellError } from '../evidence-error'
import { isIsoDate, isoDate, monthNumber } from './calendar'

/** One way of writing dates. `read` gives an ISO date, or null for what is not written so. */
export interface DateDialect {
  id: 'year-first' | 'day-first' | 'month-first' | 'month-name' | 'roc'
  read: (text: string) => string | null
}

export interface DateCell {
  line: number
  text: string
}

const rocOffset = 1911

const joined = (
  match: RegExpExecArray | null,
  order: readonly [year: number, month: number, day: number],
  yearOffset = 0
): string | null => {
  if (match === null) return null
  const [year, month, day] = order.map((group) => Number(match[group]))
  return isoDate((year ?? NaN) + yearOffset, month ?? NaN, day ?? NaN)
}

const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/
const compact = /^(\d{4})(\d{2})(\d{2})$/

const readYearFirst = (text: string): string | null => {
  if (isIsoDate(text)) return text
  const match = yearFirst.exec(text)
  if (match === null) return joined(compact.exec(text), [1, 2, 3])
  return joined(match, match[3] === undefined ? [1, 5, 6] : [1, 3, 4])
}

const rocParted = /^(?:民國\s*)?(\d{2,3})([-/.])(\d{1,2})\2(\d{1,2})$/
const rocWords = /^(?:民國\s*)?(\d{2,3})年(\d{1,2})月(\d{1,2})日$/
const rocCompact = /^(\d{2,3})(\d{2})(\d{2})$/
/** Only a year of three digits, or the era's name, tells a Republic of China year from others. */
const rocProof = /^(?:民國|\d{3}[-/.年]|\d{7}$)/

const readRoc = (text: string): string | null =>
  joined(rocParted.exec(text), [1, 3, 4], rocOffset) ??
  joined(rocWords.exec(text), [1, 2, 3], rocOffset) ??
  joined(rocCompact.exec(text), [1, 2, 3], rocOffset)

const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/

/** With full stops the day always stands first. */
const readMonthFirst = (text: string): string | null =>
  text.includes('.') ? null : joined(yearLast.exec(text), [4, 1, 3])

const dayMonthName = /^(\d{1,2})[-\s]([a-z]{3,9})\.?[-,\s]\s*(\d{4})$/i
const monthNameDay = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i

const readMonthName = (text: string): string | null => {
  const dayLed = dayMonthName.exec(text)
  if (dayLed !== null) {
    return isoDate(Number(dayLed[3]), monthNumber(dayLed[2] ?? ''), Number(dayLed[1]))
  }
  const monthLed = monthNameDay.exec(text)
  if (monthLed === null) return null
  return isoDate(Number(monthLed[3]), monthNumber(monthLed[1] ?? ''), Number(monthLed[2]))
}

const dialects: readonly DateDialect[] = [
  { id: 'year-first', read: readYearFirst },
  { id: 'day-first', read: (text) => joined(yearLast.exec(text), [4, 3, 1]) },
  { id: 'month-first', read: readMonthFirst },
  { id: 'month-name', read: readMonthName },
  { id: 'roc', read: readRoc }
]

const timeOfDay =
  /[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

/** A date-time's date as it is written: a bar belongs to the day its vendor gave it. */
const withoutTime = (text: string): string =>
  text.includes(':') ? text.replace(timeOfDay, '') : text

interface Reading {
  dialect: DateDialect
  dates: string[]
  /** The first cell that the dialect cannot read; null when it reads all. */
  failed: DateCell | null
}

const readAll = (dialect: DateDialect, cells: readonly DateCell[]): Reading => {
  const dates: string[] = []
  for (const cell of cells) {
    const date = dialect.read(withoutTime(cell.text))
    if (date === null) return { dialect, dates, failed: cell }
    dates.push(date)
  }
  return { dialect, dates, failed: null }
}

/** Whether any dialect can read the text: what is no date at all may be a footnote. */
export const looksLikeDate = (text: string): boolean =>
  dialects.some(({ read }) => read(withoutTime(text)) !== null)

/**
 * Reads the date column. One dialect must read every cell; where two of them do and disagree, the
 * file is refused instead of guessed at.
 * @returns ISO dates in the order of the cells, and the dialect
 * @throws {AppError} `evidence.bad-date`, `evidence.ambiguous-date`
 */
export const readDates = (
  cells: readonly DateCell[],
  file: string,
  column: string
): { dates: string[]; dialect: DateDialect['id'] } => {
  const refuse = (reason: 'bad-date' | 'ambiguous-date', cell: DateCell | undefined): never => {
    throw cellError(reason, { file, row: cell?.line ?? 0, column, value: cell?.text ?? '' })
  }
  const readings = dialects.map((dialect) => readAll(dialect, cells))
  const whole = readings.filter(({ failed }) => failed === null)
  const [first, second] = whole
  if (first === undefined) {
    const furthest = readings.reduce((best, reading) =>
      reading.dates.length > best.dates.length ? reading : best
    )
    return refuse('bad-date', furthest.failed ?? cells[0])
  }
  if (first.dialect.id === 'roc' && !cells.some(({ text }) => rocProof.test(text))) {
    return refuse('ambiguous-date', cells[0])
  }
  const differs = second === undefined ? -1 : first.dates.findIndex((d, i) => d !== second.dates[i])
  if (differs >= 0) return refuse('ambiguous-date', cells[differs])
  return { dates: first.dates, dialect: first.dialect.id }
}
