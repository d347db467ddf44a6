import type { Told, StorageSource, StreamSource } from './sources'

const silent: Told<never> = { on: () => ({ dispose: () => undefined }) }

/** Stands for the event socket where there is none: the terminal room. */
export const noStream: StreamSource = {
  meter: {
    opened: 0,
    closed: new Map(),
    sent: 0,
    sentBytes: 0,
    errors: {},
    outboxHighWaterBytes: 0,
    onOpened: silent,
    onClosed: silent,
    onReplay: silent
  },
  connectionCount: 0,
  roomCount: 0
}

/** Stands for the journal on disk where it is kept in memory. */
export const noStorage: StorageSource = { pendingEvents: 0, bytes: 0, onCommit: silent }
