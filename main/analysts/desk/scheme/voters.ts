import type {
  RoleRunStatus,
  RoleState,
  SessionState
} from '../../../../preload/contract/session-state'
import { roomPrefix } from '../../../evidence/facts/room-subset-facts'
import { intelVoter, voterNames, type VoterName } from '../../../evidence/facts/votes'
import type { FactBook } from '../fact-book'
import type { Vote } from './room-call'

/** Roles that vote by the price, in the order of the room. */
export const voterRoles = voterNames
export type VoterRole = VoterName | typeof intelVoter

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

/** How a model's attempt may end without taking the desk's reading of its role with it. */
const besideModel: ReadonlySet<RoleRunStatus> = new Set(['ok', 'abstained', 'timeout', 'error'])

/** A voter's vote as the facts have it; null when it has too few windows or no state. */
export const voteOf = (book: FactBook, role: string): Vote | null => {
  const metrics = voteMetrics(role)
  const p = book.number(metrics.p)
  const windows = book.number(metrics.windows)
  return p === null || windows === null ? null : { role, p, windows }
}

/**
 * Roles that vote on these facts: Intel Officer is one of them once a record of 30 of its own forecasts
 * has given it a p.
 */
export const votersOf = (book: FactBook): VoterRole[] =>
  book.has(voteMetrics(intelVoter).p) ? [...voterRoles, intelVoter] : [...voterRoles]

/** Voters that the facts give a vote, whether they are in this room or not. */
export const votersWithVote = (book: FactBook): VoterRole[] =>
  votersOf(book).filter((role) => voteOf(book, role) !== null)

/**
 * Whether the desk has read for a role: it answered as it, or a model did and the desk reads beside it,
 * unseen. What becomes of the model changes nothing then, but a role that was stopped is out.
 */
export const isReadByDesk = ({ analyst, status }: RoleState): boolean =>
  analyst === 'model' ? besideModel.has(status) : status === 'ok'

/**
 * The votes that were cast: by voters of this room, with a vote of their own. A model's p is no vote:
 * it has a record of its own, and the desk's vote for its role is cast beside it.
 */
export const votesCast = (book: FactBook, state: SessionState): Vote[] =>
  votersOf(book).flatMap((id) => {
    const role = state.roles.find((each) => each.role === id)
    if (role === undefined || !isReadByDesk(role)) return []
    return voteOf(book, id) ?? []
  })

/** The facts that hold a room's figures. */
export type RoomMetrics = Record<'p' | 'confidence' | 'margin', string>

/** The facts of the room that these voters make; they are there from two voters on. */
export const roomMetrics = (book: FactBook, voters: readonly string[]): RoomMetrics => {
  const all = voterRoles.filter((role) => voteOf(book, role) !== null)
  const prefix = roomPrefix(voters, all)
  return { p: `${prefix}.p`, confidence: `${prefix}.confidence`, margin: `${prefix}.margin` }
}
