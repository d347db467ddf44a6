import type { Figures } from '../../preload/contract/figures'

/** What `/health` answers: how the program stands, in a glance. */
export interface Health {
  version: string
  uptimeMs: number
  /** By state. */
  sessions: Record<string, number>
  connections: { open: number; disconnectsPerMinute: number }
  rooms: number
  journal: { bytes: number; pendingEvents: number }
}

export const healthOf = (
  version: string,
  { uptimeMs, sessions, connections, rooms, journal }: Figures
): Health => ({
  version,
  uptimeMs,
  sessions,
  connections: {
    open: connections.open,
    disconnectsPerMinute: connections.disconnectsPerMinute
  },
  rooms,
  journal: { bytes: journal.bytes, pendingEvents: journal.pendingEvents }
})
