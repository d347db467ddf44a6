import type {
  Claim,
  EventMap,
  EventType,
  Finding,
  Level,
  Usage
} from '../../preload/contract/events'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { ErrorShape } from '../../preload/contract/errors'
import type { Fact } from '../../preload/contract/facts'
import type { ForecastRecord } from '../../preload/contract/forecasts'
import type { SessionState } from '../../preload/contract/session-state'
import type { SessionListing, SessionQuery } from '../../preload/contract/sessions'
import type {
  AnalystKind,
  DeltaKind,
  Language,
  LogLevel,
  Stance
} from '../../preload/contract/words'
import type { EvidenceSet } from '../evidence/evidence-set'
import type { Disposable } from '../kernel/disposables'
import type { RecordOptions } from '../evidence/record/forecast-records'
import type { ForecastKey, KeptForecast } from '../evidence/record/kept-forecast'
import type { Scoring } from '../evidence/record/score-forecast'

/** An event before the journal has numbered it. */
export interface EventDraft<T extends EventType = EventType> {
  session: string
  epoch: number
  atMs: number
  wallTime: number
  type: T
  data: EventMap[T]
}

/** What keeps events. `durable` resolves once the event would survive a crash. */
export interface Journal {
  append(draft: EventDraft): { seq: number; durable: Promise<void> }
  /** Events of a session after `afterSeq`, oldest first, with all that was appended before. */
  read(session: string, afterSeq: number): Promise<AnyEnvelope[]>
  close(): Promise<void>
}

/** The sessions that a journal keeps, as a list. Times are wall-clock milliseconds since 1970. */
export interface SessionArchive {
  /** The newest first. */
  list(query: SessionQuery): Promise<SessionListing[]>
  /** Null for a session that is not kept or was deleted. */
  find(session: string): Promise<SessionListing | null>
  /** Takes ended sessions off the list, to be purged later; gives those that it took. */
  remove(sessions: readonly string[], deletedAt: number): Promise<string[]>
  /** Puts back what was removed and not purged yet; gives those that are back. */
  restore(sessions: readonly string[]): Promise<string[]>
  /**
   * Deletes for good: what was removed up to `removedUntil`, and what ended and was started before
   * `startedBefore` (null: nothing for its age). Their evidence goes with them where no other
   * session uses it. Gives the sessions that are gone.
   */
  purge(until: { removedUntil: number; startedBefore: number | null }): Promise<string[]>
}

/** Which forecasts on record to give; nulls ask for all. Dates are ISO. */
export interface ForecastQuery {
  subject: string | null
  state: 'open' | 'scored' | null
  /** As-of dates, of scored forecasts the dates of their outcomes: after the first, up to the other. */
  after: string | null
  until: string | null
}

/** What was found out about a forecast, and when (wall-clock milliseconds since 1970). */
export interface ForecastVerdict {
  key: ForecastKey
  scoring: Scoring
  atMs: number
}

/**
 * The forecasts that were ever filed, with what became of them. Filing is the journal's: a forecast
 * is on record with its event. Deleting a session leaves its forecasts here.
 */
export interface ForecastLedger {
  /** A subject's oldest as-of date first. */
  find(query: ForecastQuery): Promise<KeptForecast[]>
  records(options: RecordOptions): Promise<ForecastRecord[]>
  /** Writes verdicts down, but none over an outcome; gives how many were new. */
  settle(verdicts: readonly ForecastVerdict[]): Promise<number>
  /** Forgets every forecast on a subject; gives how many there were. */
  clear(subject: string): Promise<number>
}

/** What a role may know when it starts. Text evidence and other roles' text are data, never orders. */
export interface RoleContext {
  role: string
  language: Language
  prompt: string
  /** What the user said about the market; '' where nothing was said. */
  marketContext: string
  /** Of other roles only those of earlier stages have begun in it. */
  state: SessionState
  facts: readonly Fact[]
  evidence: EvidenceSet
  /** Adds to the role's text. May be called from anywhere; after the end it does nothing. */
  write(text: string, kind?: DeltaKind): void
  /** Puts on record what a model is told, before it is told. */
  prompted(prompt: string): void
  /**
   * Holds back what a call may use at most.
   * @throws {AppError} `role.budget` when so much is not left
   */
  reserve(estimate: Usage): void
  /** Reports usage so far, for budgets and for the reader. Over the edge the attempt ends. */
  use(usage: Usage): void
  /**
   * Waits for its turn to be asked: until this is disposed the limit of the first text, which is the
   * provider's, stands still. The role's whole limit does not.
   */
  waits(): Disposable
  /** What is left until the role's limit, in milliseconds. */
  remainingMs(): number
}

export type RoleAnswer =
  | {
      status: 'ok'
      stance: Stance | null
      confidence: number | null
      p: number | null
      claims: Claim[]
      findings: Finding[]
      levels: Level[]
    }
  | { status: 'abstained'; reason: ErrorShape; findings: Finding[] }

/** What answers for a role. It stops soon after `signal` aborts; what it does later is dropped. */
export interface Analyst {
  readonly kind: AnalystKind
  readonly provider: string | null
  readonly model: string | null
  /** ISO date up to which it may have read of what happened; absent or null = not known. */
  readonly knownUntil?: string | null
  /**
   * Writes through `context` and answers. When `signal` aborts it rejects or returns soon; the
   * engine waits for it to settle before a cancel resolves, so every upstream socket must be closed
   * by then.
   */
  answer(context: RoleContext, options: { signal: AbortSignal }): Promise<RoleAnswer>
}

/** Progress of a long job; every call is safe from synchronous code and never throws. */
export interface ProgressReporter {
  /** `progress` 0–1; data is merged into the stage's. */
  report(stage: string, progress: number, message: string, data?: Record<string, unknown>): void
  /** Several lanes at once: lane → progress and data. */
  reportParallel(
    lanes: Record<string, { progress: number; message?: string; data?: Record<string, unknown> }>
  ): void
  log(message: string, level?: LogLevel): void
}

export interface JobContext {
  stage: string
  state: SessionState
  language: Language
  evidence: EvidenceSet
  reporter: ProgressReporter
  /** Publishes facts; ids must be unique within the session. */
  addFacts(asOf: string, facts: Fact[]): void
}

/** Work of a stage that is not a role: it reads, computes, reports progress. */
export interface Job {
  run(context: JobContext, options: { signal: AbortSignal }): Promise<void>
}

/** Assembles the summary when the last stage has ended. */
export interface Summarizer {
  summarize(
    context: { state: SessionState; language: Language },
    options: { signal: AbortSignal }
  ): Promise<{
    summary: EventMap['summary.completed']
    forecasts: EventMap['forecast.filed'][]
  }>
}
