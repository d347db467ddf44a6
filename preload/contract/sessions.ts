import type { SessionEnd } from './session-state'
import type { Language, Stance } from './words'

/** How a kept session stands: still running, or how it ended. */
export const sessionEndKinds = ['running', 'completed', 'cancelled', 'failed'] as const
export type SessionEndKind = (typeof sessionEndKinds)[number]

/** Which sessions to list; an empty text and nulls ask for all. Dates are ISO, both included. */
export interface SessionQuery {
  /** Every word must be in the subject, the question, or the session's id; case does not count. */
  text: string
  stance: Stance | null
  end: SessionEndKind | null
  asOf: { from: string | null; to: string | null }
}

/** A kept session without its events. */
export interface SessionListing {
  session: string
  subject: string
  /** ISO; null until facts were added. */
  asOf: string | null
  /** Milliseconds since 1970. */
  startedAt: number
  language: Language
  /** Null without a summary. */
  stance: Stance | null
  /** The fact that ended it; null while it runs. */
  terminal: SessionEnd | null
  /** Its durable events, counted as a run's `--json` does: without typing and progress. */
  events: number
}
