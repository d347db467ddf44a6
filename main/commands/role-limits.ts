import { modelLimits } from '../../preload/contract/limits'
import type { Settings } from '../../preload/contract/settings'
import type { Analyst } from '../engine/ports'
import type { RoleLane } from '../engine/session-plan'

type Limits = Pick<RoleLane, 'limitMs' | 'firstTextLimitMs'>

/** The role that is there to be quick. */
const scout = 'scout'

/**
 * The limits of a role in milliseconds: the user's setting before the playbook's own, or before those
 * of a model, which is slower than the desk, where one may answer.
 */
export const roleLimits = (
  { id, limitMs: own }: { id: string; limitMs: number },
  analysts: readonly Pick<Analyst, 'kind'>[],
  { roleLimitsMs, firstTextLimitsMs }: Pick<Settings, 'roleLimitsMs' | 'firstTextLimitsMs'>
): Limits => {
  const chosen = roleLimitsMs[id]
  if (!analysts.some(({ kind }) => kind === 'model')) {
    return { limitMs: chosen ?? own, firstTextLimitMs: null }
  }
  const { firstTextMs, totalMs } = id === scout ? modelLimits.scout : modelLimits.other
  const limitMs = chosen ?? totalMs
  const first = firstTextLimitsMs[id] ?? firstTextMs
  return { limitMs, firstTextLimitMs: Math.min(limitMs, first) }
}
