import type { RegistryEvent } from '../engine/session-registry'
import type { Disposable } from '../kernel/disposables'

/** Something that tells what happens; an `Emitter` is one. */
export interface Told<T> {
  on(handler: (value: T) => void): Disposable
}

/** What happens to every session of the process. */
export type SessionNews = Told<RegistryEvent>

/** What the event socket's server counts. Counts only grow. */
export interface StreamCounts {
  readonly opened: number
  /** Ended connections by close code. */
  readonly closed: ReadonlyMap<number, number>
  readonly sent: number
  readonly sentBytes: number
  /** Frames that did not go out, by kind. */
  readonly errors: Readonly<Record<string, number>>
  readonly outboxHighWaterBytes: number
  /** The number of connections that opened so far. */
  readonly onOpened: Told<number>
  /** The close code of a connection that ended. */
  readonly onClosed: Told<number>
  /** The number of events of a replay. */
  readonly onReplay: Told<number>
}

/** The event socket's server, as it is. */
export interface StreamSource {
  readonly meter: StreamCounts
  /** Connections that are open now. */
  readonly connectionCount: number
  /** Rooms that somebody is in. */
  readonly roomCount: number
}

/** What the journal on disk counts. */
export interface StorageSource {
  /** Appended and not committed yet. */
  readonly pendingEvents: number
  /** Size of the database with its log. */
  readonly bytes: number
  readonly onCommit: Told<{ ms: number; events: number }>
}
