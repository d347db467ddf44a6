import type { ErrorShape } from '../../../preload/contract/errors'

export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'error'

export interface StreamStatus {
  state: ConnectionState
  /** Tries since the connection was lost, from 1; 0 while it stands and at the very first one. */
  attempt: number
  /** Why it is in `error`; null otherwise. */
  reason: ErrorShape | null
}
