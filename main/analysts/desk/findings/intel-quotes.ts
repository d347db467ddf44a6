import type { Fact } from '../../../../preload/contract/facts'
import { looksLikeInstruction } from '../../../evidence/notes/instruction'
import { languageOf } from '../../../evidence/notes/rules/language'
import { citation, phrase, term, type DeskFinding, type DeskValue } from './finding'
import { findingOn } from './finding-list'

const placeOf = ({ source }: Fact): string =>
  source.kind === 'text-lines' ? `${source.file}:${source.from}` : ''

const quoteValues = (fact: Fact): Record<string, DeskValue> => ({
  quote: { kind: 'quote', text: String(fact.value) },
  place: { kind: 'name', text: placeOf(fact) },
  date: { kind: 'date', date: fact.from },
  cite: citation(fact)
})

const signs: Readonly<Record<string, -1 | 1>> = { for: 1, against: -1 }

/** Rules that are named for their object: it is not said twice. */
const sameObject: Readonly<Record<string, string>> = {
  dividend: 'dividend',
  buyback: 'buyback',
  rating: 'rating',
  delay: 'schedule'
}

/** What a rule read, said inside its sentence's line: side, rule, object, negation. */
const readingPhrase = (fact: Fact): DeskFinding => {
  const [side = '', rule = '', object = '', manner = ''] = String(fact.value).split('|')
  const values = {
    side: term(`intel.sides.${side}`),
    rule: term(`intel.rules.${rule}`),
    object: term(`intel.objects.${object}`),
    read: citation(fact)
  }
  const form = sameObject[rule] === object ? 'short' : 'full'
  const options = { sign: signs[side] ?? 0, values } as const
  return findingOn('quotes', `intel.reading.${form}.${manner}`, [fact], options)
}

const withoutReading = (fact: Fact): string => {
  if (looksLikeInstruction(String(fact.value))) return 'instruction'
  return languageOf(String(fact.value)) === null ? 'unread' : 'silent'
}

/** A dated sentence with its place and what the rules read in it. */
export const datedQuote = (fact: Fact, readings: readonly Fact[]): DeskFinding => {
  const [first, second] = readings.map(readingPhrase)
  const layout = 'bullet'
  const values = quoteValues(fact)
  if (first === undefined) {
    return findingOn('quotes', `intel.dated.${withoutReading(fact)}`, [fact], { layout, values })
  }
  if (second === undefined) {
    return findingOn('quotes', 'intel.dated.one', [fact], {
      layout,
      sign: first.sign,
      values: { ...values, first: phrase(first) }
    })
  }
  return findingOn('quotes', 'intel.dated.both', [fact], {
    layout,
    values: { ...values, first: phrase(first), second: phrase(second) }
  })
}

/** A sentence without a date: quoted with its warning, and read by no rule. */
export const undatedQuote = (fact: Fact): DeskFinding => {
  const flag = looksLikeInstruction(String(fact.value)) ? 'instruction' : 'plain'
  const options = { layout: 'bullet', values: quoteValues(fact) } as const
  return findingOn('quotes', `intel.undated.${flag}`, [fact], options)
}
