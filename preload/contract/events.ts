import type { ErrorShape } from './errors'
import type { Fact } from './facts'
import type { Mandate } from './mandate'
import type {
  AnalystKind,
  CancelReason,
  DeltaKind,
  EvidenceKind,
  Language,
  LogLevel,
  Mode,
  RoleStatus,
  Stance
} from './words'

/** One piece of evidence as a session names it: by content, never by path. */
export interface InputReference {
  kind: EvidenceKind
  name: string
  sha256: string
  bytes: number
}

/** The plan of a session: every stage and lane is known before the first one starts. */
export interface PlannedLane {
  id: string
  kind: 'role' | 'job'
  label: string
}
export interface PlannedStage {
  id: string
  label: string
  lanes: PlannedLane[]
}

export interface SessionSettings {
  mode: Mode
  roles: string[]
  /** Characters a second; 0 = at once. */
  paceCharactersPerSecond: number
  roleLimitsMs: Record<string, number>
}

/** A sentence's place in its role's text (UTF-16 offsets) and the facts that carry it. */
export interface Claim {
  text: string
  offset: number
  length: number
  facts: string[]
}

/** What a desk role found, before any language. `weight` ≥ 0; `sign` is for (+1) or against (−1). */
export interface Finding {
  rule: string
  facts: string[]
  weight: number
  sign: -1 | 0 | 1
}

/** A price that a role names, for the chart. `fact` is the fact it stands on. */
export interface Level {
  kind: string
  price: number
  fact: string
}

export interface Usage {
  inputTokens: number
  outputTokens: number
  costUsd: number | null
  estimated: boolean
}

export interface SummarySection {
  id: 'overview' | 'technical' | 'risk' | 'stance'
  title: string
  text: string
}

/**
 * One voter's line of evidence. `without` is the room's answer with this voter left out. `fact` is
 * the fact that holds the p beside it; null where none does, absent in older sessions.
 */
export interface EvidenceLine {
  role: string
  label: string
  p: number
  windows: number
  fact?: string | null
  without: { stance: Stance; p: number | null; fact?: string | null }
}

/** A caution about the data; a blocking one forbids a call. */
export interface SummaryFlag {
  metric: string
  blocking: boolean
  fact: string
  text: string
}

/** What one side of the challenge concedes to the other. */
export interface Concession {
  role: 'bull' | 'bear'
  label: string
  text: string
}

/** One thing that would change the stance, or a line on the way there. */
export interface SummaryChange {
  kind: 'price' | 'trigger' | 'date' | 'evidence'
  text: string
}

/** What the room's scored forecasts came to: `n` whose windows do not overlap. */
export interface SummaryRecord {
  n: number
  brier: number
  /** Null where one forecast alone has no spread. */
  se: number | null
}

export interface MissingItem {
  role: string | null
  text: string
}

export interface SummaryData {
  header: string
  stanceLine: string
  stance: Stance
  direction: 'bull' | 'bear' | 'neutral'
  /** Probability of the event, of its more likely side, and |p − nearest threshold|; null without a call. */
  p: number | null
  confidence: number | null
  margin: number | null
  event: string
  sections: SummarySection[]
  consensus: { up: number; down: number; neutral: number; abstained: number }
  lines: EvidenceLine[]
  dissent: string
  swing: string
  flipPrices: { up: number | null; down: number | null }
  missing: MissingItem[]
  claims: Claim[]
  /* From here on absent in sessions that were kept before the desk said them. */
  flags?: SummaryFlag[]
  /** Null while no forecast has been scored. */
  record?: SummaryRecord | null
  concedes?: Concession[]
  changes?: SummaryChange[]
  /** What nobody in the room has read; never empty. */
  notRead?: string[]
  /** What is another than at the last run on this subject; absent at the first. */
  since?: string[]
}

export interface EventMap {
  'session.started': {
    appVersion: string
    playbook: { id: string; version: string; sha256: string }
    subject: { id: string; name: string }
    inputs: InputReference[]
    asOfAsked: string | null
    prompt: string
    /** Absent in older sessions and where nothing was said. */
    marketContext?: string
    settings: SessionSettings
    language: Language
    seed: number
    parent: string | null
    /** Roles whose answers are those of `parent`; absent where there are none. */
    reused?: string[]
    /** Version and hash of what models are told to be; absent where no model may answer. */
    charters?: { version: string; sha256: string }
    stages: PlannedStage[]
    /** Absent in sessions that were kept before there were mandates. */
    mandate?: Mandate | null
  }
  'session.paused': { by: string; reason: string }
  'session.resumed': { by: string; reason: string }
  'stage.started': { stage: string }
  'stage.updated': {
    stage: string
    lane: string
    /** 0–1, or null when only message or data change. */
    progress: number | null
    message: string
    data: Record<string, unknown>
  }
  'stage.completed': { stage: string }
  'stage.failed': { stage: string; error: ErrorShape }
  'facts.added': { asOf: string; facts: Fact[] }
  'role.started': {
    role: string
    attempt: number
    label: string
    stage: string
    analyst: AnalystKind
    provider: string | null
    model: string | null
    /** There when the model may have read of what followed the as-of date. */
    mayKnow?: true
    /** There when this is the answer of the parent session, given again. */
    reused?: true
  }
  /** `text` is absent in sessions of programs that kept the hash alone. */
  'role.prompted': { role: string; attempt: number; sha256: string; text?: string }
  'role.delta': { role: string; attempt: number; offset: number; kind: DeltaKind; text: string }
  'role.completed': {
    role: string
    attempt: number
    status: RoleStatus
    firstTokenMs: number | null
    totalMs: number
    usage: Usage | null
    stance: Stance | null
    confidence: number | null
    p: number | null
    claims: Claim[]
    findings: Finding[]
    levels: Level[]
    /** Why a role did not end `ok`; null when it did. */
    reason: ErrorShape | null
  }
  /** `provider` is of the one that takes over; absent in older sessions. */
  'role.reassigned': {
    role: string
    from: AnalystKind
    to: AnalystKind
    provider?: string | null
    reason: string
  }
  'usage.updated': { role: string; usage: Usage }
  'forecast.filed': {
    role: string
    p: number
    event: string
    median: number
    asOf: string
    due: string
    method: string
  }
  'review.requested': { stage: string; question: string }
  'review.resolved': { stage: string; answer: string }
  'progress.updated': { completed: number; total: number; current: string | null }
  'log.appended': { level: LogLevel; message: string }
  'summary.completed': SummaryData
  'session.completed': { reason: 'done' }
  'session.cancelled': { reason: CancelReason }
  'session.failed': { error: ErrorShape }
}

export type EventType = keyof EventMap

/**
 * An event as kept and published. `seq` is dense from 1; `atMs` is monotonic from the start. Both
 * times are whole milliseconds.
 */
export interface Envelope<T extends EventType = EventType> {
  v: 1
  session: string
  epoch: number
  seq: number
  atMs: number
  /** Milliseconds since 1970. */
  wallTime: number
  type: T
  data: EventMap[T]
}

/** An envelope whose `type` tells its `data`: what a switch over events takes. */
export type AnyEnvelope = { [T in EventType]: Envelope<T> }[EventType]

/** Where a reader stands: the last event it has seen. */
export interface Cursor {
  epoch: number
  seq: number
}
