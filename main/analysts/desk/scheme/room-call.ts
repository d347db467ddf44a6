import type { Stance } from '../../../../preload/contract/words'
import {
  confidenceOf,
  forecastMargin,
  roomProbability
} from '../../../evidence/facts/room-forecast'
import { allowsStrong, stanceOf, type ForecastRecord } from './stance'

/** A voter's line of evidence. `windows` are separate windows, never days. */
export interface Vote {
  role: string
  p: number
  windows: number
}

export interface RoomCall {
  stance: Stance
  p: number | null
  confidence: number | null
  /** Distance of p to the nearest threshold that would change the stance, as a ratio. */
  margin: number | null
}

export interface CallOptions {
  /** Metrics of flags that forbid a call (a suspected split …). */
  blocking?: readonly string[]
  record?: ForecastRecord | null
}

const noCall: RoomCall = { stance: 'no-call', p: null, confidence: null, margin: null }

/** The room's answer to these votes: `no-call` under two of them or with a blocking flag. */
export const callRoom = (
  votes: readonly Vote[],
  { blocking = [], record = null }: CallOptions = {}
): RoomCall => {
  const p = roomProbability(votes.map((vote) => vote.p))
  if (p === null || blocking.length > 0) return noCall
  return {
    stance: stanceOf(p, record),
    p,
    confidence: confidenceOf(p),
    margin: forecastMargin(p, allowsStrong(record))
  }
}

export interface WithoutVoter {
  role: string
  without: RoomCall
}

export interface Swing {
  /** The room's answer without each voter, in the voters' order. */
  lines: WithoutVoter[]
  /** Voters whose absence changes the stance. */
  flippers: string[]
  /** Without this voter p comes nearest to another stance; null without any such p. */
  nearest: string | null
}

/** Leaves each voter out in turn and calls the room again. */
export const swingOf = (votes: readonly Vote[], options: CallOptions = {}): Swing => {
  const full = callRoom(votes, options)
  const lines = votes.map(({ role }) => ({
    role,
    without: callRoom(
      votes.filter((vote) => vote.role !== role),
      options
    )
  }))
  const flippers = lines.filter(({ without }) => without.stance !== full.stance)
  return {
    lines,
    flippers: flippers.map(({ role }) => role),
    nearest: nearestOf(lines)
  }
}

const nearestOf = (lines: readonly WithoutVoter[]): string | null => {
  let nearest: string | null = null
  let least = Infinity
  for (const { role, without } of lines) {
    if (without.margin === null || without.margin >= least) continue
    least = without.margin
    nearest = role
  }
  return nearest
}
