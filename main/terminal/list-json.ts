import type { SessionEnd } from '../../preload/contract/session-state'
import type { SessionListing } from '../../preload/contract/sessions'

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

/** Characters that a terminal would obey or hide, and JSON leaves as they are. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu

/** The same string to whoever reads the JSON, and harmless to a screen that shows it. */
const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
  ).join('')

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
  const lines = JSON.stringify(listed, null, 2).split('\n')
  return `${lines.map((line) => line.replace(unprintable, escaped)).join('\n')}\n`
}
