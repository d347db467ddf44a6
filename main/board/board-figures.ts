import type { BoardFigures, BoardTrigger } from '../../preload/contract/board'
import { emptySessionState, plannedRole } from '../../preload/contract/session-initial'
import type { RoleState, SessionState } from '../../preload/contract/session-state'
import type { Fact } from '../../preload/contract/facts'
import { reportOf } from '../analysts/desk/desk-analyst'
import { FactBook } from '../analysts/desk/fact-book'
import { triggerNames } from '../analysts/desk/findings/trigger-names'
import { flagsOf } from '../analysts/desk/scheme/flags'
import { roomOf } from '../analysts/desk/scheme/room'
import { votersOf } from '../analysts/desk/scheme/voters'

/** What a row stands on: a subject's facts, as a room's facts job gives them. */
export interface BoardFacts {
  asOfAsked: string | null
  /** ISO date of the last bar used. */
  asOf: string
  facts: readonly Fact[]
}

/** A room in which every voter has answered by these facts; the roles that never vote stay out. */
const answeredRoom = (book: FactBook, { asOfAsked, asOf, facts }: BoardFacts): SessionState => {
  const voters = votersOf(book)
  const roles = voters.map((role) => plannedRole('board', role, ''))
  const state = { ...emptySessionState('board'), asOfAsked, asOf, facts: [...facts], roles }
  const answered = voters.map((role): RoleState => {
    const planned = plannedRole('board', role, '')
    const { needs, stance, p, confidence } = reportOf(role, { role, book, state })
    if (needs.length > 0) return { ...planned, status: 'abstained' }
    return { ...planned, status: 'ok', stance, p, confidence }
  })
  return { ...state, roles: answered }
}

/** The next close that decides a side and is nearest in deviations; the first named of equals. */
const nearestTrigger = (book: FactBook): BoardTrigger | null => {
  let nearest: BoardTrigger | null = null
  for (const name of triggerNames) {
    const metric = `trigger.${name}`
    const price = book.number(metric)
    const sigma = book.number(`${metric}.sigma`)
    if (price === null || sigma === null) continue
    if (nearest === null || Math.abs(sigma) < Math.abs(nearest.sigma)) {
      nearest = { metric, price, sigma }
    }
  }
  return nearest
}

/**
 * What a room opened on these facts would answer, by the code that answers there: its voters'
 * reports, then its call. Pure.
 */
export const boardFigures = (known: BoardFacts): BoardFigures => {
  const { asOfAsked, asOf, facts } = known
  const book = new FactBook(facts)
  const { call } = roomOf(book, answeredRoom(book, known))
  return {
    asOf,
    close: book.number('price.close') ?? NaN,
    change: book.number('return.1d'),
    z: book.number('z.1d'),
    volatilityPercentile: book.number('percentile.volatility'),
    stance: call.stance,
    p: call.p,
    margin: call.margin,
    trigger: nearestTrigger(book),
    flags: flagsOf(book, { asOfAsked }).map(({ metric, blocking }) => ({ metric, blocking }))
  }
}
