import type { Fact } from '../../../../preload/contract/facts'
import type { FactBook } from '../fact-book'
import { voteless, type DeskInput, type RoleReport } from '../role-report'
import { intelVoter } from '../../../evidence/facts/votes'
import { leanNeeds } from '../../../evidence/record/intel-state'
import { notesState } from '../scheme/intel-state'
import { voteMetrics } from '../scheme/voters'
import { abstain } from './abstain'
import { constant } from './finding'
import { FindingList } from './finding-list'
import { fundamentals, hasFundamentals } from './intel-fundamentals'
import { datedQuote, undatedQuote } from './intel-quotes'
import { reportVote } from './vote'

const dated = 'note.sentence'
const undated = 'note.sentence.undated'

/** What the price did meanwhile: a quoted sentence is read beside it, not scored. */
const tape = (list: FindingList): void => {
  const { book } = list
  const way = book.side('return.20d') < 0 ? 'down' : 'up'
  list.add('tape', `intel.tape.${way}`, ['price.close', 'return.1d', 'return.5d', 'return.20d'])
  const amount = (book.number('volume.ratio.20d') ?? 0) >= 1 ? 'above' : 'below'
  list.add('tape', `intel.volume.${amount}`, ['volume.ratio.20d'])
}

/** Counts of dated sentences by side; which side has more only when there are enough. */
const counts = (list: FindingList): void => {
  list.add('notes', 'intel.count', ['note.sentences'])
  if ((list.book.number('note.sentences') ?? 0) === 0) return
  list.add('notes', 'intel.counts', ['note.for', 'note.against', 'note.mixed', 'note.silent'])
  const values = { needed: constant(leanNeeds) }
  list.add('notes', `intel.lean.${notesState(list.book) ?? 'few'}`, ['note.for', 'note.against'], {
    values
  })
}

/** Names what is there and was not counted. */
const limits = (list: FindingList): void => {
  const rules: readonly [metric: string, rule: string][] = [
    ['note.older', 'intel.older'],
    ['note.unread', 'intel.unread'],
    ['note.instructions', 'intel.instructions'],
    ['note.undated', 'intel.hindsight'],
    ['note.withheld', 'intel.withheld'],
    ['fundamentals.periods.withheld', 'intel.fundamentals.withheld'],
    ['fundamentals.ratios.withheld', 'intel.fundamentals.ratiosWithheld']
  ]
  for (const [metric, rule] of rules) {
    if ((list.book.number(metric) ?? 0) > 0) list.add('limits', rule, [metric])
  }
}

const readingsOf = (sentence: Fact, readings: readonly Fact[]): Fact[] =>
  readings.filter(({ source }) => source.kind === 'derived' && source.inputs.includes(sentence.id))

/** What there is to read of notes; null when there is something. */
const missingOf = (book: FactBook, sentences: readonly Fact[]): string | null => {
  if (sentences.length === 0) return 'note.sentence'
  return book.number('note.readable') === 0 ? 'note.readable' : null
}

/** Of a company's figures alone: nothing to count, and so nothing to vote by. */
const figuresOnly = (book: FactBook): RoleReport => {
  const list = new FindingList(book)
  const unread = book.number('note.readable') === 0
  list.add('notes', unread ? 'intel.notesUnread' : 'intel.notesNone', [])
  fundamentals(list)
  limits(list)
  tape(list)
  return voteless(list.items)
}

/**
 * Intel Officer: dated sentences with their places, the rule that fired in each, its side and its
 * negation, counts of both sides, and what of a company's figures was public. It scores nothing, and votes only by what its own record says of
 * notes in this state.
 */
export const intel = (input: DeskInput): RoleReport => {
  const { book } = input
  const sentences = [...book.all(dated), ...book.all(undated)]
  const missing = missingOf(book, sentences)
  if (missing !== null) return hasFundamentals(book) ? figuresOnly(book) : abstain(input, [missing])
  const list = new FindingList(book)
  counts(list)
  const readings = book.all('note.reading')
  for (const fact of book.all(dated)) list.items.push(datedQuote(fact, readingsOf(fact, readings)))
  for (const fact of book.all(undated)) list.items.push(undatedQuote(fact))
  fundamentals(list)
  limits(list)
  tape(list)
  const isVoter = book.has(voteMetrics(intelVoter).state)
  return isVoter ? reportVote(list, input) : voteless(list.items)
}
