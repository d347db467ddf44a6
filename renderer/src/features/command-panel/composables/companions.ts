import type { ImportedSymbol } from '../../../../../preload/contract/live-prices'
import type { NamedEvidence } from './named-evidence'

/** What stands beside the subject. */
export interface Beside {
  benchmark: NamedEvidence | null
  notes: NamedEvidence[]
  fundamentals: NamedEvidence | null
}

type Companion = 'benchmark' | 'headlines' | 'fundamentals'

const has = (beside: Beside, companion: Companion, sha256: string): boolean =>
  companion === 'headlines'
    ? beside.notes.some((note) => note.sha256 === sha256)
    : beside[companion]?.sha256 === sha256

/** Without what came with the prices before; fundamentals are of one subject, whoever gave them. */
export const withoutCompanions = (beside: Beside, before: ImportedSymbol | null): Beside => {
  const found = before?.benchmark?.sha256
  const headlines = before?.headlines?.sha256
  return {
    benchmark: beside.benchmark?.sha256 === found ? null : beside.benchmark,
    notes: beside.notes.filter((note) => note.sha256 !== headlines),
    fundamentals: null
  }
}

/**
 * With what came with newly fetched prices. A benchmark that the user chose stays, and what the user
 * took away does not come back with the same symbol.
 */
export const withCompanions = (
  beside: Beside,
  before: ImportedSymbol | null,
  fetched: ImportedSymbol
): Beside => {
  const again = before?.origin.symbol === fetched.origin.symbol ? before : null
  const wanted = (companion: Companion): NamedEvidence | null => {
    const earlier = again?.[companion] ?? null
    const tookAway = earlier !== null && !has(beside, companion, earlier.sha256)
    return tookAway ? null : fetched[companion]
  }
  const kept = withoutCompanions(beside, before)
  const headlines = wanted('headlines')
  const known = kept.notes.some((note) => note.sha256 === headlines?.sha256)
  return {
    benchmark: kept.benchmark ?? wanted('benchmark'),
    notes: headlines === null || known ? kept.notes : [...kept.notes, headlines],
    fundamentals: wanted('fundamentals')
  }
}
