import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import { callRoom, type RoomCall, type Vote } from './room-call'

/** Roles that vote, in the order of the room. A further voter is one more entry. */
export const voterRoles = ['quant', 'historian'] as const
export type VoterRole = (typeof voterRoles)[number]

/** The facts that a voter's line of evidence stands on. */
export const voteMetrics = (
  role: string
): Record<'p' | 'share' | 'days' | 'windows' | 'state', string> => ({
  p: `vote.${role}.p`,
  share: `vote.${role}.share`,
  days: `vote.${role}.days`,
  windows: `vote.${role}.windows`,
  state: `vote.${role}.state`
})

/** The event that every vote is about, as filed with a forecast. */
export const forecastEvent = 'return.20d > forecast.median.20d'
export const forecastMedian = 'forecast.median.20d'

/** Flags that forbid a call as soon as they are among the facts. */
const blockingFlags = ['data.split.suspect']

export const blockingOf = (book: FactBook): string[] =>
  blockingFlags.filter((metric) => book.has(metric))

/** A voter's vote as the facts have it; null when it has too few windows or no state. */
export const voteOf = (book: FactBook, role: string): Vote | null => {
  const metrics = voteMetrics(role)
  const p = book.number(metrics.p)
  const windows = book.number(metrics.windows)
  return p === null || windows === null ? null : { role, p, windows }
}

/** The votes that were cast: by voters of this room that answered, with a vote of their own. */
export const votesCast = (book: FactBook, state: SessionState): Vote[] =>
  voterRoles.flatMap((id) => {
    const role = state.roles.find((each) => each.role === id)
    if (role?.status !== 'ok' || role.p === null) return []
    return voteOf(book, id) ?? []
  })

/** The room's call on the votes that were cast. */
export const roomCallOf = (book: FactBook, state: SessionState): RoomCall =>
  callRoom(votesCast(book, state), { blocking: blockingOf(book) })
