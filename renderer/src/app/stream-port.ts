import { inject, type InjectionKey } from 'vue'
import type { ErrorShape } from '../../../preload/contract/errors'
import type { SessionState } from '../../../preload/contract/session-state'

export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'error'

export interface StreamStatus {
  state: ConnectionState
  /** Tries since the connection was lost, from 1; 0 while it stands. */
  attempt: number
  reason: ErrorShape | null
}

/** What the page needs of the event stream; one a window, shared by everything in it. */
export interface Stream {
  readonly status: StreamStatus
  onStatus(handler: (status: StreamStatus) => void): () => void
  subscribe(session: string, onState: (state: SessionState) => void): () => void
  retry(): void
  close(): void
}

export const streamKey: InjectionKey<Stream> = Symbol('stream')

export const useStream = (): Stream => {
  const stream = inject(streamKey)
  if (stream === undefined) throw new Error('no stream was provided')
  return stream
}
