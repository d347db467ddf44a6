import type { ErrorShape } from './errors'
import type { SessionStatus } from './words'

/** Something that the user is told outside of any session. Shown once, however often it comes. */
export interface Notice {
  id: string
  level: 'info' | 'warning' | 'error'
  /** Its text is the code's in the catalogue. */
  error: ErrorShape
}

/** One session in the monitoring room: counts and states, never text. */
export interface MonitoredSession {
  session: string
  status: SessionStatus
  /** Milliseconds since 1970; null while it is queued. */
  startedWallTime: number | null
  stages: { ended: number; total: number }
  roles: { running: number; ended: number; total: number }
  /** Connections that follow it. */
  followers: number
}

/** What a window has shown that may be out of date in another. */
export type ChangedThing = 'settings' | 'sessions' | 'providers'
