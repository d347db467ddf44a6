import type { Fact } from '../../../../preload/contract/facts'
import { voteless, type DeskInput, type RoleReport } from '../role-report'
import { abstain } from './abstain'
import { citation, type DeskValue } from './finding'
import { FindingList, findingOn } from './finding-list'
import { looksLikeInstruction } from './instruction'

const dated = 'note.sentence'
const undated = 'note.sentence.undated'

const placeOf = ({ source }: Fact): string =>
  source.kind === 'text-lines' ? `${source.file}:${source.from}` : ''

const quoteValues = (fact: Fact): Record<string, DeskValue> => ({
  quote: { kind: 'quote', text: String(fact.value) },
  place: { kind: 'name', text: placeOf(fact) },
  date: { kind: 'date', date: fact.from },
  cite: citation(fact)
})

const quote = (list: FindingList, fact: Fact, kind: 'dated' | 'undated'): void => {
  const flag = looksLikeInstruction(String(fact.value)) ? 'instruction' : 'plain'
  const options = { layout: 'bullet', values: quoteValues(fact) } as const
  list.items.push(findingOn('quotes', `intel.${kind}.${flag}`, [fact], options))
}

/** What the price did meanwhile: a quoted sentence is read beside it, not scored. */
const tape = (list: FindingList): void => {
  const { book } = list
  const way = book.side('return.20d') < 0 ? 'down' : 'up'
  list.add('tape', `intel.tape.${way}`, ['price.close', 'return.1d', 'return.5d', 'return.20d'])
  const amount = (book.number('volume.ratio.20d') ?? 0) >= 1 ? 'above' : 'below'
  list.add('tape', `intel.volume.${amount}`, ['volume.ratio.20d'])
}

/** Intel Officer: dated sentences with their places and counts; it scores nothing. */
export const intel = (input: DeskInput): RoleReport => {
  const { book } = input
  const sentences = [...book.all(dated), ...book.all(undated)]
  if (sentences.length === 0) return abstain(input, ['note.sentence'])
  const list = new FindingList(book)
  list.add('notes', 'intel.count', ['note.sentences'])
  for (const fact of book.all(dated)) quote(list, fact, 'dated')
  for (const fact of book.all(undated)) quote(list, fact, 'undated')
  if ((book.number('note.undated') ?? 0) > 0) {
    list.add('limits', 'intel.hindsight', ['note.undated'])
  }
  if ((book.number('note.withheld') ?? 0) > 0) {
    list.add('limits', 'intel.withheld', ['note.withheld'])
  }
  tape(list)
  return voteless(list.items)
}
