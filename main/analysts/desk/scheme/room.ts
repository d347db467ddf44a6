import type { SessionState } from '../../../../preload/contract/session-state'
import { intelVoter } from '../../../evidence/facts/votes'
import type { FactBook } from '../fact-book'
import { blockingOf } from './flags'
import { recordMetrics, recordOf } from './record'
import {
  callRoom,
  swingOf,
  type CallOptions,
  type RoomCall,
  type Swing,
  type Vote
} from './room-call'
import { allowsStrong, type ForecastRecord } from './stance'
import { roomMetrics, votersWithVote, votesCast, type RoomMetrics, type VoterRole } from './voters'

/** The room's answer and all that it stands on. */
export interface Room {
  votes: Vote[]
  call: RoomCall
  swing: Swing
  options: Required<CallOptions>
  /** The facts that hold its p, confidence and margin. */
  metrics: RoomMetrics
  /** Voters that the facts give a vote and that did not cast it here. */
  silent: VoterRole[]
}

/** How a room of these voters comes to its p: another method has a record of its own. */
export const roomMethod = (voters: readonly string[]): string =>
  `desk/2: logistic(mean log-odds of ${voters.join(', ')})`

/**
 * A record is of one way to forecast: a room without one of its voters is another way, with a record
 * of its own. One that names no method is of the room of every vote.
 */
const recordFor = (
  book: FactBook,
  { votes, silent }: Pick<Room, 'votes' | 'silent'>
): ForecastRecord | null => {
  if (silent.length > 0 && !book.has(recordMetrics.method)) return null
  return recordOf(book, roomMethod(votes.map(({ role }) => role)))
}

/**
 * The fact of a call's margin, in the room of these metrics: that of the strong threshold where the
 * record has made it the nearer one.
 */
export const marginMetric = (
  book: FactBook,
  { call, record }: { call: RoomCall; record: ForecastRecord | null },
  { margin }: RoomMetrics
): string => {
  const strong = `${margin}.strong`
  if (!allowsStrong(record) || call.margin === null || !book.has(strong)) return margin
  return call.margin < (book.number(margin) ?? Infinity) ? strong : margin
}

/** Who of the voters by price that the facts give a vote did not cast it. */
export const silentOnPrice = ({ silent }: Pick<Room, 'silent'>): VoterRole[] =>
  silent.filter((role) => role !== intelVoter)

/** Whether every vote by price was cast and no other: what `flip.*` are about. */
export const isRoomOfPrice = (room: Pick<Room, 'votes' | 'silent'>): boolean =>
  silentOnPrice(room).length === 0 && room.votes.every(({ role }) => role !== intelVoter)

/** The room of a session as its facts and its roles' answers have it. */
export const roomOf = (book: FactBook, state: SessionState): Room => {
  const votes = votesCast(book, state)
  const voters = votes.map(({ role }) => role)
  const silent = votersWithVote(book).filter((role) => !voters.includes(role))
  const record = recordFor(book, { votes, silent })
  const options = { blocking: blockingOf(book), record }
  const call = callRoom(votes, options)
  const metrics = roomMetrics(book, voters)
  const margin = marginMetric(book, { call, record }, metrics)
  return {
    votes,
    call,
    swing: swingOf(votes, options),
    options,
    metrics: { ...metrics, margin },
    silent
  }
}
