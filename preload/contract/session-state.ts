import type {
  Claim,
  EventType,
  Finding,
  InputReference,
  Level,
  PlannedLane,
  SessionSettings,
  SummaryData,
  Usage
} from './events'
import type { ErrorShape } from './errors'
import type { Fact } from './facts'
import type { Mandate } from './mandate'
import type {
  AnalystKind,
  CancelReason,
  Language,
  LogLevel,
  RoleStatus,
  SessionStatus,
  Stance
} from './words'

export type StageStatus = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | 'skipped'
export type RoleRunStatus = RoleStatus | 'pending' | 'running' | 'skipped'

export interface StageState {
  id: string
  label: string
  lanes: PlannedLane[]
  status: StageStatus
  /** 0–1: the mean over the stage's lanes, where a finished lane counts 1. */
  progress: number
  laneProgress: Record<string, number>
  message: string
  /** Merged over all updates, never replaced. */
  data: Record<string, unknown>
  startedAtMs: number | null
  endedAtMs: number | null
}

/** An attempt in whose place another analyst was asked, since it failed before its first word. */
export interface Takeover {
  attempt: number
  provider: string | null
  model: string | null
  /** Why it failed; null where its own end is not known. */
  reason: ErrorShape | null
}

export interface RoleState {
  role: string
  label: string
  stage: string
  status: RoleRunStatus
  attempt: number
  analyst: AnalystKind | null
  provider: string | null
  model: string | null
  /** There when the model may have read of what followed the as-of date. */
  mayKnow?: true
  /** There when the answer is the parent session's. */
  reused?: true
  /** Who failed before, over all attempts, oldest first; absent where nobody did. */
  takeovers?: Takeover[]
  text: string
  reasoning: string
  startedAtMs: number | null
  firstTokenMs: number | null
  totalMs: number | null
  /** Of the present attempt. */
  usage: Usage | null
  /** Of all attempts before it; absent where they used nothing. */
  usageBefore?: Usage
  stance: Stance | null
  confidence: number | null
  p: number | null
  claims: Claim[]
  findings: Finding[]
  levels: Level[]
  reason: ErrorShape | null
}

/** One line of the event timeline: what happened, without its text. */
export interface TimelineEntry {
  seq: number
  atMs: number
  wallTime: number
  type: EventType
  stage: string | null
  role: string | null
  /** Which provider and model answer, or take over; absent where the event names none. */
  provider?: string
  model?: string
  status: string | null
  level: LogLevel | null
  message: string | null
}

export type SessionEnd =
  | { type: 'session.completed'; atMs: number }
  | { type: 'session.cancelled'; atMs: number; reason: CancelReason }
  | { type: 'session.failed'; atMs: number; error: ErrorShape }

/** Everything that a reader can know of a session; made from its events alone. */
export interface SessionState {
  session: string
  epoch: number
  seq: number
  status: SessionStatus
  startedWallTime: number | null
  subject: { id: string; name: string } | null
  inputs: InputReference[]
  asOfAsked: string | null
  asOf: string | null
  language: Language
  prompt: string
  /** What the user said about the market; '' where nothing was said. */
  marketContext: string
  appVersion: string
  playbook: { id: string; version: string; sha256: string } | null
  settings: SessionSettings | null
  parent: string | null
  mandate: Mandate | null
  stages: StageState[]
  roles: RoleState[]
  facts: Fact[]
  progress: { completed: number; total: number; current: string | null }
  /** Of all roles and all of their attempts; null where nothing was used. */
  usage: Usage | null
  timeline: TimelineEntry[]
  summary: SummaryData | null
  end: SessionEnd | null
}
