/** Count, sum and the largest of something that was measured; milliseconds, bytes or events. */
export interface Measured {
  count: number
  sum: number
  max: number
}

/** What `/metrics` tells, for a view. Times are milliseconds, rates a minute. */
export interface Figures {
  uptimeMs: number
  sessions: Record<string, number>
  connections: {
    open: number
    opened: number
    /** By close code. */
    closed: Record<string, number>
    disconnectsPerMinute: number
  }
  rooms: number
  sends: { ok: number; bytes: number; errors: Record<string, number> }
  outboxHighWaterBytes: number
  /** Events of a replay. */
  replays: Measured
  journal: { bytes: number; pendingEvents: number; commitMs: Measured }
  loopDelayMs: { p50: number; p99: number; max: number }
  /** By role. */
  roles: Record<string, { firstTokenMs: Measured; totalMs: Measured }>
  cancelMs: Measured
}
