import type { EventMap } from '../../preload/contract/events'
import type { Fact } from '../../preload/contract/facts'
import type { RoleState } from '../../preload/contract/session-state'
import type { BudgetLimits } from '../../preload/contract/settings'
import type { RoleStatus } from '../../preload/contract/words'
import type { EvidenceSet } from '../evidence/evidence-set'
import type { Analyst, Job, Summarizer } from './ports'

/** A role of the parent session whose answer stands in the new one, with no call made. */
export interface ReusedRole {
  /** As it ended there. */
  role: RoleState & { status: RoleStatus }
  /** The parent's facts. */
  facts: readonly Fact[]
  /** Methods of its forecasts that are on record already; null = whatever it filed is. */
  filed: readonly string[] | null
}

export interface RoleLane {
  kind: 'role'
  id: string
  label: string
  /** The first choice, and who answers in its place when it fails before its first word. */
  analysts: readonly [Analyst, ...Analyst[]]
  /** Of an attempt's own time; pacing and pauses do not count. */
  limitMs: number
  /** Until the first text of a model; null = `limitMs` alone. */
  firstTextLimitMs: number | null
  /** The parent session's answer, given again while its facts hold. */
  reused?: ReusedRole
}

export interface JobLane {
  kind: 'job'
  id: string
  label: string
  job: Job
}

export type Lane = RoleLane | JobLane

export interface Stage {
  id: string
  lanes: Lane[]
}

/** All that a session needs to run, chosen before it starts. */
export interface SessionPlan {
  started: EventMap['session.started']
  stages: Stage[]
  evidence: EvidenceSet
  summarizer: Summarizer
  budget: { session: BudgetLimits; role: BudgetLimits }
}
