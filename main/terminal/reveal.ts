import { errorCodes } from '../../preload/contract/errors'
import type { Outcome } from '../../preload/contract/outcome'
import type { SessionState } from '../../preload/contract/session-state'
import { outcomeOf } from '../evidence/outcome'
import { AppError } from '../kernel/errors'
import type { RoomArchive } from './room-archive'
import { callRoute, type RoomEngine } from './room-engine'
import type { RoomResult } from './room-json'

/** What stopped or failed is not held against what came. */
const isCompleted = ({ end }: SessionState): boolean => end?.type === 'session.completed'

/**
 * What came after the session that was just run; null when it did not complete.
 * @throws {AppError} `evidence.*`, `storage.*`
 */
export const revealRun = async (
  engine: RoomEngine,
  state: SessionState
): Promise<Outcome | null> => {
  if (!isCompleted(state)) return null
  const { session } = state
  return callRoute(engine, 'session.outcome', { session }, 'outcome')
}

/**
 * What came after a kept session, by the file that is kept with it; null when it did not complete.
 * @throws {AppError} `evidence.*`, `storage.*`
 */
export const revealKept = async (
  { evidence }: Pick<RoomArchive, 'evidence'>,
  { state, forecasts }: RoomResult
): Promise<Outcome | null> => {
  if (!isCompleted(state)) return null
  const { inputs, facts, asOf, asOfAsked } = state
  const prices = inputs.find(({ kind }) => kind === 'prices')
  const bytes = prices === undefined ? null : await evidence.get(prices.sha256)
  if (prices === undefined || bytes === null) {
    throw new AppError(errorCodes.evidenceNotFound, 'The prices of the session are not kept.', {
      parameters: { file: prices?.name ?? '' }
    })
  }
  return outcomeOf({ name: prices.name, bytes, asOf: asOf ?? asOfAsked, facts, forecasts })
}
