import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import { emptySessionState } from '../../../../../preload/contract/session-initial'
import type { SessionState } from '../../../../../preload/contract/session-state'
import { createFrameGate } from '../../../app/frame-gate'
import { useStream } from '../../../app/stream-port'
import { useErrorsStore } from '../../errors/stores/errors-store'

export interface FollowedSession {
  state: ShallowRef<SessionState | null>
  /** Shows another session from now on. */
  follow: (session: string) => void
}

/**
 * The state of one session as the stream tells it: held shallowly, changed at most once a frame, so
 * that streaming text is never made reactive.
 */
export const useFollowedSession = (): FollowedSession => {
  const stream = useStream()
  const errors = useErrorsStore()
  const state = shallowRef<SessionState | null>(null)
  let unsubscribe = (): void => undefined
  const gate = createFrameGate<SessionState>((next) => {
    state.value = next
  })

  const follow = (session: string): void => {
    unsubscribe()
    gate.clear()
    state.value = emptySessionState(session)
    const onState = (next: SessionState): void => {
      gate.push(next)
      // The end is shown even when no frame comes any more.
      if (next.end !== null) gate.flush()
    }
    const onRefused = (error: ErrorShape): void => {
      state.value = null
      errors.report(error)
    }
    unsubscribe = stream.subscribe(session, onState, onRefused)
  }
  onScopeDispose(() => {
    unsubscribe()
    gate.clear()
  })
  return { state, follow }
}
