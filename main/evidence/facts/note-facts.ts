import type { Fact, FactSource, FactUnit } from '../../../preload/contract/facts'
import { notesUpTo, type NoteLine, type ShownNote } from '../notes'

/** Sentences that become facts: the latest dated ones, and the first undated ones. */
const datedLimit = 12
const undatedLimit = 4

export interface NoteFactsInput {
  lines: readonly NoteLine[]
  subject: string
  /** ISO date after which no note may be read. */
  asOf: string
  /** Number of the first id: 120 gives F120, F121 … */
  firstNumber: number
}

const byDate = (a: ShownNote, b: ShownNote): number =>
  (a.date ?? '') < (b.date ?? '') ? -1 : (a.date ?? '') > (b.date ?? '') ? 1 : 0

const sentenceSource = ({ file, line, sha256 }: NoteLine): FactSource => ({
  kind: 'text-lines',
  file,
  from: line,
  to: line,
  sha256
})

interface Entry {
  metric: string
  value: string | number
  unit: FactUnit
  date: string
  source: FactSource
  formula: string
}

const sentence = (metric: string, note: ShownNote, asOf: string): Entry => ({
  metric,
  value: note.text,
  unit: 'text',
  date: note.date ?? asOf,
  source: sentenceSource(note),
  formula: 'sentence as written'
})

/**
 * Sentences of the notes as facts with their file and line, and how many there are. Nothing dated
 * after `asOf` is among them, only that something was withheld.
 */
export const noteFacts = ({ lines, subject, asOf, firstNumber }: NoteFactsInput): Fact[] => {
  if (lines.length === 0) return []
  const { shown, withheld } = notesUpTo(lines, asOf)
  const dated = shown.filter(({ date }) => date !== null).sort(byDate)
  const undated = shown.filter(({ date }) => date === null)
  const quoted = [
    ...dated.slice(-datedLimit).map((note) => sentence('note.sentence', note, asOf)),
    ...undated.slice(0, undatedLimit).map((note) => sentence('note.sentence.undated', note, asOf))
  ]
  const inputs = quoted.map((_entry, index) => `F${firstNumber + index}`)
  const count = (metric: string, value: number, formula: string): Entry => ({
    metric,
    value,
    unit: 'count',
    date: asOf,
    source: { kind: 'derived', inputs, formula },
    formula
  })
  const entries = [
    ...quoted,
    count('note.sentences', dated.length, 'sentences dated on or before the as-of date'),
    count('note.undated', undated.length, 'sentences without a date'),
    count('note.withheld', withheld, 'sentences dated after the as-of date, not read')
  ]
  return entries.map(({ metric, value, unit, date, source, formula }, index) => ({
    id: `F${firstNumber + index}`,
    subject,
    metric,
    value,
    unit,
    basis: 'none',
    asOf,
    from: date,
    to: date,
    source,
    formula
  }))
}
