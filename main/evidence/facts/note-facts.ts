import type { Fact, FactSource, FactUnit } from '../../../preload/contract/facts'
import { notesUpTo, type NoteLine, type ShownNote } from '../notes'
import { readNote, type ReadNote } from '../notes/read-note'
import type { RuleHit } from '../notes/rules/reading'
import { chooseNotes, readLimit, undatedLimit } from './note-choice'

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

interface Entry {
  metric: string
  value: string | number
  unit: FactUnit
  /** ISO; null for the as-of date. */
  date: string | null
  source: FactSource
  formula: string
}

const sentence = (metric: string, note: ReadNote): Entry => {
  const { file, line, sha256, date, text, url } = note
  const place = { kind: 'text-lines', file, from: line, to: line, sha256 } as const
  const source: FactSource = url === null ? place : { ...place, url }
  return { metric, value: text, unit: 'text', date, source, formula: 'sentence as written' }
}

const derived = (inputs: string[], formula: string): FactSource => ({
  kind: 'derived',
  inputs,
  formula
})

/** `against|cut|results|plain`: side, rule, object, and whether the words are negated. */
const reading = (note: ReadNote, hit: RuleHit, sentenceId: string): Entry => {
  const { side, rule, object, negated, words } = hit
  const manner = negated ? 'negated' : 'plain'
  const formula = `rule ${rule} on ${object}, ${manner}, ${side}: "${words}"`
  const value = [side, rule, object, manner].join('|')
  const source = derived([sentenceId], formula)
  return { metric: 'note.reading', value, unit: 'text', date: note.date, source, formula }
}

const count = (metric: string, value: number, inputs: string[], formula: string): Entry => ({
  metric,
  value,
  unit: 'count',
  date: null,
  source: derived(inputs, formula),
  formula
})

interface Cited {
  note: ReadNote
  id: string
}

const olderFormula = `older than those counted with a rule, or than the latest ${readLimit}`

interface Read {
  /** The dated sentences that the rules have read. */
  dated: readonly ReadNote[]
  counted: readonly Cited[]
  /** Of every quoted sentence. */
  ids: string[]
}

/** The quoted sentences of each side. */
const sides = ({ counted, ids }: Read): Entry[] => {
  const side = (metric: string, verdict: 'for' | 'against' | 'mixed', words: string): Entry => {
    const found = counted.filter(({ note }) => note.reading.verdict === verdict)
    // Where there is none, the sentences that were searched stand behind the zero.
    const inputs = found.length > 0 ? found.map(({ id }) => id) : ids
    return count(metric, found.length, inputs, `quoted dated sentences ${words}`)
  }
  return [
    side('note.for', 'for', 'with rules for only'),
    side('note.against', 'against', 'with rules against only'),
    side('note.mixed', 'mixed', 'with rules on both sides')
  ]
}

/** The other dated sentences that were read, by why they count on no side. */
const others = ({ dated, ids }: Read): Entry[] => {
  const among = (metric: string, fits: (note: ReadNote) => boolean, words: string): Entry =>
    count(metric, dated.filter(fits).length, ids, `dated sentences ${words}`)
  return [
    among(
      'note.silent',
      ({ reading: { verdict }, instruction }) => verdict === 'none' && !instruction,
      'in which no rule fires'
    ),
    among(
      'note.unread',
      ({ reading: { verdict } }) => verdict === 'unread',
      'in a language without rules'
    ),
    among('note.instructions', ({ instruction }) => instruction, 'worded as instructions')
  ]
}

/**
 * Sentences of the notes as facts with their file, line and hash; what the rules read in each; and
 * how many there are of each kind. Nothing dated after `asOf` is among them, only that something was
 * withheld.
 */
export const noteFacts = ({ lines, subject, asOf, firstNumber }: NoteFactsInput): Fact[] => {
  if (lines.length === 0) return []
  const { shown, withheld } = notesUpTo(lines, asOf)
  const allDated = shown.filter(({ date }) => date !== null).sort(byDate)
  const dated = allDated.slice(-readLimit).map(readNote)
  const allUndated = shown.filter(({ date }) => date === null)
  const undated = allUndated.slice(0, undatedLimit).map(readNote)
  const choice = chooseNotes(dated, undated)
  const cited = choice.dated.map((note, index) => ({ note, id: `F${firstNumber + index}` }))
  const quoted = [
    ...choice.dated.map((note) => sentence('note.sentence', note)),
    ...choice.undated.map((note) => sentence('note.sentence.undated', note))
  ]
  const ids = quoted.map((_entry, index) => `F${firstNumber + index}`)
  const read = { dated, ids, counted: cited.filter(({ note }) => choice.counted.includes(note)) }
  const older = allDated.length - dated.length + choice.left
  const isReadable = ({ reading: { verdict } }: ReadNote): boolean => verdict !== 'unread'
  const readable = [...dated, ...undated].filter(isReadable).length
  const entries = [
    ...quoted,
    ...cited.flatMap(({ note, id }) => note.reading.hits.map((hit) => reading(note, hit, id))),
    count('note.sentences', allDated.length, ids, 'sentences dated on or before the as-of date'),
    ...sides(read),
    ...others(read),
    count('note.older', older, ids, olderFormula),
    count('note.readable', readable, ids, 'sentences looked at in a language with rules'),
    count('note.undated', allUndated.length, ids, 'sentences without a date'),
    count('note.withheld', withheld, ids, 'sentences dated after the as-of date, not read')
  ]
  return entries.map(({ date, ...entry }, index) => ({
    id: `F${firstNumber + index}`,
    subject,
    ...entry,
    basis: 'none',
    asOf,
    from: date ?? asOf,
    to: date ?? asOf
  }))
}
