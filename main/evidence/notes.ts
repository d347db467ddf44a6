import { maximumNoteBytes } from '../../preload/contract/limits'
import type { EvidenceItem } from './evidence-set'
import { evidenceError } from './evidence-error'
import { datesIn } from './notes/note-date'
import { sentencesOf } from './notes/sentences'
import { decodeUnicode } from './price-file/text-encoding'

/** One sentence of a note, with the line it stands on (from 1) and the date it was written under. */
export interface NoteLine {
  file: string
  line: number
  /** ISO; null when neither the line nor a heading above it has one. */
  date: string | null
  text: string
  /** Where the line says that its text stands: an address at its end, in angle brackets. */
  url: string | null
  /** Of the whole note. */
  sha256: string
}

const heading = /^\s{0,3}(#{1,6})\s+/
const markup = /^\s*(?:#{1,6}\s+|>\s*|[-*+•]\s+|\d{1,3}[.)]\s+)*/
/** What may stand beside a date without making its line more than a date. */
const trimmings = /[\s*_:：,.\-–—[\]()（）【】|]+/g
/** A line that is only a date heads what follows, below every heading of marks. */
const dateLineLevel = 7

/** An address at the end of a line, as the writer of headlines puts it. */
const endLink = /\s<(https:\/\/[^\s<>]{1,2000})>\s*$/

interface DatedHeading {
  level: number
  date: string
}

const withoutMarkup = (line: string): string => line.replace(markup, '').trim()

/**
 * The date of a line itself: the one it starts with, else the latest it names, so that a sentence
 * about a later day is never shown before that day.
 */
const ownDate = (text: string): string | null => {
  const dates = datesIn(text)
  const [first] = dates
  if (first === undefined) return null
  if (text.slice(0, first.start).replace(trimmings, '') === '') return first.date
  return dates.reduce((latest, { date }) => (date > latest ? date : latest), first.date)
}

const isOnlyDate = (text: string): boolean => {
  const [first] = datesIn(text)
  if (first === undefined) return false
  return (text.slice(0, first.start) + text.slice(first.end)).replace(trimmings, '') === ''
}

/** The heading that dates the lines after `line`, given the one that did so before it. */
const headingAfter = (line: string, before: DatedHeading | null): DatedHeading | null => {
  const text = withoutMarkup(line)
  const level = heading.exec(line)?.[1]?.length ?? (isOnlyDate(text) ? dateLineLevel : null)
  if (level === null) return before
  const date = ownDate(text)
  if (date !== null) return { level, date }
  return before !== null && level > before.level ? before : null
}

/**
 * Reads a note (UTF-8 text or Markdown) as dated sentences, in order.
 * @throws {AppError} `evidence.not-text`, `evidence.too-large`, `evidence.empty`
 */
export const readNotes = (item: EvidenceItem): NoteLine[] => {
  const { name: file, bytes, sha256 } = item
  if (bytes.byteLength > maximumNoteBytes) {
    throw evidenceError('too-large', { file, bytes: bytes.byteLength, limit: maximumNoteBytes })
  }
  const text = decodeUnicode(bytes, file).replace(/\r\n?/g, '\n')
  let above: DatedHeading | null = null
  const lines = text.split('\n').flatMap((line, index) => {
    above = headingAfter(line, above)
    const plain = withoutMarkup(line)
    if (isOnlyDate(plain)) return []
    const date: string | null = ownDate(plain) ?? above?.date ?? null
    const url = endLink.exec(plain)?.[1] ?? null
    return sentencesOf(plain.replace(endLink, '')).map((sentence) => ({
      file,
      line: index + 1,
      date,
      text: sentence,
      url,
      sha256
    }))
  })
  if (lines.length === 0) throw evidenceError('empty', { file })
  return lines
}

/** A sentence that may be shown. Undated ones may have been written with the outcome in mind. */
export interface ShownNote extends NoteLine {
  mayContainHindsight: boolean
}

/** The sentences that were written on or before `asOf` (ISO), and how many were withheld. */
export const notesUpTo = (
  lines: readonly NoteLine[],
  asOf: string
): { shown: ShownNote[]; withheld: number } => {
  const shown = lines
    .filter(({ date }) => date === null || date <= asOf)
    .map((line) => ({ ...line, mayContainHindsight: line.date === null }))
  return { shown, withheld: lines.length - shown.length }
}
