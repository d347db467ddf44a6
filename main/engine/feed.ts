import type { AnyEnvelope, Cursor } from '../../preload/contract/events'
import type { SessionState } from '../../preload/contract/session-state'
import type { Disposable } from '../kernel/disposables'

/** What a reader of one session needs: its state as published, what follows, what went before. */
export interface SessionFeed {
  readonly session: string
  /** Reduced from the published events; it stands at the cursor `(epoch, seq)` in it. */
  state(): SessionState
  onPublished(handler: (event: AnyEnvelope) => void): Disposable
  /** Published events after the cursor, oldest first; null when that cursor cannot be served. */
  readAfter(cursor: Cursor): Promise<AnyEnvelope[] | null>
}

/** Who asks: a window, a terminal. Given by main, never by the asker. */
export type Principal = string

/** Where the server finds sessions, and who may read them. */
export interface FeedSource {
  feed(session: string): SessionFeed | null
  mayRead(principal: Principal, session: string): boolean
  /** Every session that runs or was run and is still looked at, for the monitoring room. */
  monitored(): readonly SessionState[]
  /** Told when `monitored` has changed, but not for each piece of typing. */
  onChanged(handler: () => void): Disposable
}
