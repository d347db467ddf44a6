import type { Level } from '../../../preload/contract/events'
import type { SessionState } from '../../../preload/contract/session-state'
import type { Stance } from '../../../preload/contract/words'
import type { FactBook } from './fact-book'
import type { DeskFinding } from './findings/finding'

/** What a role may read: facts and the room's state, never another role's prose. */
export interface DeskInput {
  role: string
  book: FactBook
  state: SessionState
}

/** A role's result before any language. `needs` lists the metrics it abstains for. */
export interface RoleReport {
  findings: DeskFinding[]
  stance: Stance | null
  p: number | null
  confidence: number | null
  levels: Level[]
  needs: string[]
}

export type DeskRole = (input: DeskInput) => RoleReport

/** A report of a role that does not vote. */
export const voteless = (findings: DeskFinding[], levels: Level[] = []): RoleReport => ({
  findings,
  stance: null,
  p: null,
  confidence: null,
  levels,
  needs: []
})

export const levelOf = (book: FactBook, kind: string, metric: string): Level[] => {
  const fact = book.fact(metric)
  if (fact === null || typeof fact.value !== 'number') return []
  return [{ kind, price: fact.value, fact: fact.id }]
}
