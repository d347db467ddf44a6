import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import { emptySessionState } from '../../../../../preload/contract/session-initial'
import type { SessionState } from '../../../../../preload/contract/session-state'
import { createFrameGate } from '../../../app/frame-gate'
import { useStream } from '../../../app/stream-port'

export interface FollowedSession {
  state: ShallowRef<SessionState | null>
  /** Shows another session from now on. */
  follow: (session: string) => void
  /** Shows none any more. */
  clear: () => void
}

/**
 * The state of one session as the stream tells it: held shallowly, changed at most once a frame, so
 * that streaming text is never made reactive. `refused` hears of a session that may not be read.
 */
export const useFollowedSession = (
  refused: (error: ErrorShape) => void = () => undefined
): FollowedSession => {
  const stream = useStream()
  const state = shallowRef<SessionState | null>(null)
  let unsubscribe = (): void => undefined
  const gate = createFrameGate<SessionState>((next) => {
    state.value = next
  })

  const end = (): void => {
    unsubscribe()
    unsubscribe = () => undefined
    gate.clear()
  }
  const clear = (): void => {
    end()
    state.value = null
  }
  const follow = (session: string): void => {
    end()
    state.value = emptySessionState(session)
    const onState = (next: SessionState): void => {
      gate.push(next)
      // The end is shown even when no frame comes any more.
      if (next.end !== null) gate.flush()
    }
    const onRefused = (error: ErrorShape): void => {
      gate.clear()
      state.value = null
      refused(error)
    }
    unsubscribe = stream.subscribe(session, onState, onRefused)
  }
  onScopeDispose(end)
  return { state, follow, clear }
}
