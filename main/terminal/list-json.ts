import type { SessionEnd } from '../../preload/contract/session-state'
import type { SessionListing } from '../../preload/contract/sessions'
import { printableJson } from './printable-json'

/** One kept session as `list --json` gives it. */
export interface ListedSession {
  session: string
  subject: string
  asOf: string | null
  /** ISO 8601, UTC. */
  startedAt: string
  /** The fact that ended it; null while it runs. */
  terminal: SessionEnd | null
  /** Its durable events, counted as a run's `--json` does. */
  events: number
}

/** What `list --json` prints: an array, ends with a line feed. */
export const listJsonText = (sessions: readonly SessionListing[]): string => {
  const listed = sessions.map(
    ({ session, subject, asOf, startedAt, terminal, events }): ListedSession => ({
      session,
      subject,
      asOf,
      startedAt: new Date(startedAt).toISOString(),
      terminal,
      events
    })
  )
  return printableJson(listed)
}
