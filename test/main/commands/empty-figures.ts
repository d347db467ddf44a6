import type { Figures, Measured } from '../../../preload/contract/figures'

const nothingMeasured: Measured = { count: 0, sum: 0, max: 0 }

/** The figures of a program that has done nothing yet. */
export const emptyFigures: Figures = {
  uptimeMs: 0,
  sessions: {},
  connections: { open: 0, opened: 0, closed: {}, disconnectsPerMinute: 0 },
  rooms: 0,
  sends: { ok: 0, bytes: 0, errors: {} },
  outboxHighWaterBytes: 0,
  replays: nothingMeasured,
  journal: { bytes: 0, pendingEvents: 0, commitMs: nothingMeasured },
  loopDelayMs: { p50: 0, p99: 0, max: 0 },
  roles: {},
  cancelMs: nothingMeasured
}
