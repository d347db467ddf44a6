import type { SessionPlan } from '../../main/engine/session-plan'
import { benchRoles } from './bench-feed'
import { modelFor, profileOf } from './model-room'
import { planOf, roleLane } from './plans'

const longestMs = 600_000

export interface ModelRoles {
  /** Of a server that speaks OpenAI's wire. */
  baseUrl: string
  /** As many as an answer may have. */
  tokens: number
}

/** A session of one stage in which six roles are answered side by side by one model's server. */
export const modelPlan = ({ baseUrl, tokens }: ModelRoles): SessionPlan => {
  const change = { maximumConcurrent: benchRoles.length, maximumOutputTokens: tokens }
  const analyst = modelFor(profileOf(baseUrl, change))
  return planOf({ debate: benchRoles.map((role) => roleLane(role, analyst, longestMs)) })
}
