import type { ForecastRecord } from '../../preload/contract/forecasts'
import { fitWidth } from './display-width'
import type { OutputPort } from './host'
import { plainLine } from './plain-text'
import { alignRows } from './summary-text'
import type { Words } from './words'

/** Separate forecasts from which on a record may speak of skill. */
const skillCount = 30
const brierDecimals = 3
const columns = ['role', 'count', 'brier', 'coverage', 'open', 'restated', 'method']

/** The standard error of a share: √(share · (1 − share) / n). */
const shareError = (share: number, n: number): number => Math.sqrt((share * (1 - share)) / n)

const orNothing = (words: Words, text: string | null): string =>
  text ?? words.text('record.nothing')

const brierText = (words: Words, { brier, brierError }: ForecastRecord): string | null => {
  if (brier === null) return null
  const value = words.number(brier, brierDecimals)
  return brierError === null ? value : `${value} ± ${words.number(brierError, brierDecimals)}`
}

const coverageText = (words: Words, { coverage, ranges }: ForecastRecord): string | null => {
  if (coverage === null) return null
  const share = words.percent(coverage, 0)
  const error = shareError(coverage, ranges)
  // Of one outcome, or of outcomes all alike, the formula's error is 0 and says nothing.
  return error > 0
    ? `${share} ± ${words.percent(error, 0)}`
    : words.text('record.of', { share, count: words.number(ranges, 0) })
}

const cellsOf = (words: Words, record: ForecastRecord): string[] => [
  words.text(`record.roles.${record.role}`, { defaultValue: record.role }),
  words.number(record.count, 0),
  orNothing(words, brierText(words, record)),
  orNothing(words, coverageText(words, record)),
  words.number(record.open, 0),
  words.number(record.restated, 0),
  // The last one, since it is what a narrow terminal may cut.
  record.model === null ? record.method : `${record.method} ${record.model}`
]

/**
 * Records as tables, one a subject, and what they may not be read as; on a terminal no wider than
 * that.
 */
export const recordTable = (
  words: Words,
  records: readonly ForecastRecord[],
  { isTerminal, columns: width }: OutputPort
): string => {
  if (records.length === 0) return `${words.text('record.empty')}\n`
  const subjects = [...new Set(records.map(({ subject }) => subject ?? ''))]
  const head = columns.map((key) => words.text(`record.${key}`))
  const tables = subjects.map((subject) => {
    const own = records.filter((record) => (record.subject ?? '') === subject)
    const rows = [head, ...own.map((record) => cellsOf(words, record))]
    return [plainLine(subject), ...alignRows(rows.map((cells) => cells.map(plainLine)))]
  })
  const few = records.some(({ count }) => count < skillCount)
  const notes = [words.text('record.coin'), ...(few ? [words.text('record.few')] : [])]
  const lines = [...tables, notes].flatMap((table, index) => (index === 0 ? table : ['', ...table]))
  return lines.map((line) => `${isTerminal ? fitWidth(line, width) : line}\n`).join('')
}
