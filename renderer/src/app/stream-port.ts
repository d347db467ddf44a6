import { inject, type InjectionKey } from 'vue'
import type { ErrorShape } from '../../../preload/contract/errors'
import type { ChangedThing, Notice } from '../../../preload/contract/notices'
import type { SessionState } from '../../../preload/contract/session-state'
import type { BoardFrame } from '../../../preload/contract/wire'
import type { StreamStatus } from '../stream/stream-status'

export type { StreamStatus }

/** What the stream tells besides sessions. */
export interface StreamNews {
  notice: Notice
  changed: ChangedThing
  /** A row of the board that this window runs. */
  board: BoardFrame
  /** Something that was survived, for the log. */
  problem: string
}

/** What the page needs of the event stream; one a window, shared by everything in it. */
export interface Stream {
  readonly status: StreamStatus
  onStatus(handler: (status: StreamStatus) => void): () => void
  on<K extends keyof StreamNews>(event: K, handler: (value: StreamNews[K]) => void): () => void
  /** `onRefused` is called when the session is not there, or not this window's to read. */
  subscribe(
    session: string,
    onState: (state: SessionState) => void,
    onRefused?: (error: ErrorShape) => void
  ): () => void
  retry(): void
  close(): void
}

export const streamKey: InjectionKey<Stream> = Symbol('stream')

export const useStream = (): Stream => {
  const stream = inject(streamKey)
  if (stream === undefined) throw new Error('no stream was provided')
  return stream
}
