import { cellError } from '../evidence-error'
import type { Table } from './table'

export type DecimalMark = '.' | ','

/** A column's texts in the order of the rows; null where a cell holds no value. */
export interface TextColumn {
  name: string
  texts: readonly (string | null)[]
  /** Volumes may be written short: 59.14M. */
  shortens: boolean
}

interface Place {
  column: TextColumn
  row: number
}

const currency = /^(?:nt\$|us\$|hk\$|[$€£¥])\s*/i
const sign = /^[+\-−]/
const shortForm = /^(.*\d)\s*([kmbt])$/i
const zeros: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9, t: 12 }
const scientific = /^(\d+(?:[.,]\d+)?)e([+-]?\d{1,3})$/i
/** What parts thousands besides the other mark; narrow and unbreakable spaces too. */
const gap = "[ '’\\u00a0\\u2009\\u202f]"

const plainNumber = (mark: DecimalMark): RegExp => {
  const point = mark === '.' ? '\\.' : ','
  const other = mark === '.' ? ',' : '\\.'
  const grouped = `[1-9]\\d{0,2}(?:(?:${other}\\d{3})+|(?:${gap}\\d{3})+)`
  return new RegExp(`^(?:\\d+|${grouped})?(?:${point}(\\d*))?$`)
}
const patterns: Readonly<Record<DecimalMark, RegExp>> = {
  '.': plainNumber('.'),
  ',': plainNumber(',')
}
const notDigits = { '.': /[^\d.]/g, ',': /[^\d,]/g } as const
/** No number, whatever the marks: digits are needed on some side. */
const hasDigit = /\d/

export interface ReadNumber {
  value: number
  /** Digits after the decimal mark, as written. */
  decimals: number
}

const readDigits = (text: string, mark: DecimalMark, exponent: number): ReadNumber | null => {
  const match = hasDigit.test(text) ? patterns[mark].exec(text) : null
  if (match === null) return null
  const digits = text.replace(notDigits[mark], '').replace(',', '.')
  const value = Number(exponent === 0 ? digits : `${digits}e${exponent}`)
  return Number.isFinite(value) ? { value, decimals: match[1]?.length ?? 0 } : null
}

const readWritten = (text: string, mark: DecimalMark, shortens: boolean): ReadNumber | null => {
  const signed = sign.exec(text)
  const unsigned = text.slice(signed === null ? 0 : 1).replace(currency, '')
  const power = scientific.exec(unsigned)
  const short = shortens ? shortForm.exec(unsigned) : null
  const digits = power?.[1] ?? short?.[1] ?? unsigned
  const exponent = power === null ? (zeros[short?.[2]?.toLowerCase() ?? ''] ?? 0) : Number(power[2])
  const read = readDigits(digits.trim(), mark, exponent)
  if (read === null || signed === null || signed[0] === '+') return read
  return { ...read, value: -read.value }
}

/** Digits, at most one point, digits: what nearly every cell is, and quick to read. */
const common = /^\d+(?:\.\d+)?$/

const readCommon = (text: string): ReadNumber | null => {
  const point = text.indexOf('.')
  const value = Number(text)
  const decimals = point < 0 ? 0 : text.length - point - 1
  return Number.isFinite(value) ? { value, decimals } : null
}

/** The number that a text is when `mark` starts its decimals; null when it is none. */
export const readNumber = (
  text: string,
  mark: DecimalMark,
  shortens: boolean
): ReadNumber | null =>
  mark === '.' && common.test(text) ? readCommon(text) : readWritten(text, mark, shortens)

/** Common texts whose mark is plain: none at all, or a point that cannot part thousands. */
const markless = /^\d{1,300}$/
const pointOnly = /^\d{1,300}\.(?:\d{1,2}|\d{4,})$/

/** What a file's cells say about the mark: the first cell of each kind, in the file's columns. */
interface Testimony {
  notPoint: Place | null
  notComma: Place | null
  neither: Place | null
  bothWays: Place | null
  bothWaysWithPoint: Place | null
}

const hear = (testimony: Testimony, place: Place, text: string): void => {
  const point = readNumber(text, '.', place.column.shortens)
  const comma = readNumber(text, ',', place.column.shortens)
  if (point === null) testimony.notPoint ??= place
  if (comma === null) testimony.notComma ??= place
  if (point === null && comma === null) testimony.neither ??= place
  if (point === null || comma === null || point.value === comma.value) return
  testimony.bothWays ??= place
  if (text.includes('.')) testimony.bothWaysWithPoint ??= place
}

const hearAll = (columns: readonly TextColumn[]): Testimony => {
  const testimony: Testimony = {
    notPoint: null,
    notComma: null,
    neither: null,
    bothWays: null,
    bothWaysWithPoint: null
  }
  for (const column of columns) {
    column.texts.forEach((text, row) => {
      if (text === null || markless.test(text)) return
      if (!pointOnly.test(text)) hear(testimony, { column, row }, text)
      else testimony.notComma ??= { column, row }
    })
  }
  return testimony
}

/**
 * Decides over all number cells of a file which mark starts the decimals: the one under which every
 * cell is a number. Where both would do and change a value the file is refused, with one exception:
 * a file parted by commas that writes `1.234` means a point, since its writer's comma is taken.
 * @throws {AppError} `evidence.bad-number`, `evidence.ambiguous-number`
 */
export const findDecimalMark = (
  columns: readonly TextColumn[],
  table: Pick<Table, 'delimiter' | 'rows'>,
  file: string
): DecimalMark => {
  const refuse = (reason: 'bad-number' | 'ambiguous-number', { column, row }: Place): never => {
    const [line, value] = [table.rows[row]?.line ?? 0, column.texts[row] ?? '']
    throw cellError(reason, { file, row: line, column: column.name, value })
  }
  const said = hearAll(columns)
  const pointed = table.delimiter === ',' ? said.bothWaysWithPoint : null
  if (said.neither !== null) return refuse('bad-number', said.neither)
  if (said.notPoint !== null && said.notComma !== null) {
    const contradicts = said.notPoint.row >= said.notComma.row ? said.notPoint : said.notComma
    return refuse('ambiguous-number', contradicts)
  }
  if (said.notPoint !== null) return pointed === null ? ',' : refuse('ambiguous-number', pointed)
  if (said.notComma !== null || pointed !== null) return '.'
  return said.bothWays === null ? '.' : refuse('ambiguous-number', said.bothWays)
}
