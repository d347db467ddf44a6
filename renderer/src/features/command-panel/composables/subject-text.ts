import type { EvidenceOrigin } from '../../../../../preload/contract/routes'
import { isFileName, isSymbol } from '../../../../../preload/contract/symbol-text'

export const bundledCase = 'SP500'

const withoutQuotes = (typed: string): string => typed.trim().replace(/^(["'])(.*)\1$/, '$2')

/** What a typed file or case means: the bundled case in any case of letters, or a path. */
export const originOf = (typed: string): EvidenceOrigin => {
  const bare = withoutQuotes(typed)
  return bare.toUpperCase() === bundledCase
    ? { from: 'bundled', id: bundledCase }
    : { from: 'path', path: bare }
}

/**
 * What a typed subject is read as: the bundled case or a file; a symbol that prices can be fetched
 * of; or words, which can only be searched for.
 */
export type SubjectMeaning = 'file' | 'symbol' | 'words'

export const meaningOf = (typed: string): SubjectMeaning => {
  const text = typed.trim()
  const bare = withoutQuotes(text)
  if (bare !== text || bare.toUpperCase() === bundledCase || isFileName(bare)) return 'file'
  return isSymbol(bare) ? 'symbol' : 'words'
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/

/** Whether a text is a day of the calendar as YYYY-MM-DD. */
export const isDay = (text: string): boolean => {
  if (!isoDate.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

const maximumSearchCharacters = 64

/** What a search is asked with. */
export const searchText = (typed: string): string => typed.trim().slice(0, maximumSearchCharacters)

/** Names of the sources, the same in all languages but for the template's. */
export const sourceNames = { yahoo: 'Yahoo' } as const
