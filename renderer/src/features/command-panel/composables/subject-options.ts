import type { SymbolMatch } from '../../../../../preload/contract/live-prices'
import type { RecentSubject } from './recent-subjects'
import { bundledCase, meaningOf } from './subject-text'

/** One line of the completion: what choosing it types, and what is told of it. */
export interface SubjectOption {
  typed: string
  name: string
  from: 'bundled' | 'recent' | 'search'
  /** Of a match alone. */
  exchange: string
  type: string
}

const taiwanCode = /^\d{4,6}[a-z]?$/i
const taiwanSymbol = /\.TWO?$/i

/** How the bundled case is offered; its name is the catalogue's. */
const bundled = (name: string): SubjectOption => ({
  ...{ typed: bundledCase, name, from: 'bundled', exchange: '', type: '' }
})

const recentOption = ({ typed, name }: RecentSubject): SubjectOption => ({
  ...{ typed, name, from: 'recent', exchange: '', type: '' }
})

/** Digits are first of all a code of Taiwan's market. */
const inOrder = (text: string, matches: readonly SymbolMatch[]): SymbolMatch[] => {
  if (!taiwanCode.test(text)) return [...matches]
  const rank = ({ symbol }: SymbolMatch): number => (taiwanSymbol.test(symbol) ? 0 : 1)
  return matches.toSorted((one, other) => rank(one) - rank(other))
}

export interface OfferedSubjects {
  bundledName: string
  recent: readonly RecentSubject[]
  matches: readonly SymbolMatch[]
}

/** What fits the typed text: the bundled case and recent subjects first, then what a search found. */
export const subjectOptions = (
  typed: string,
  { bundledName, recent, matches }: OfferedSubjects
): SubjectOption[] => {
  const text = typed.trim()
  const wanted = text.toLowerCase()
  const here = [bundled(bundledName), ...recent.map(recentOption)].filter((option) =>
    [option.typed, option.name].some((each) => each.toLowerCase().includes(wanted))
  )
  const known = new Set(here.map((option) => option.typed))
  const found = inOrder(text, matches)
    .filter(({ symbol }) => !known.has(symbol) && meaningOf(symbol) === 'symbol')
    .map(({ symbol, ...match }): SubjectOption => ({ typed: symbol, from: 'search', ...match }))
  return [...here, ...found]
}
