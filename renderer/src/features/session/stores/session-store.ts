import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { SessionRequest } from '../../../../../preload/contract/routes'
import { emptySessionState } from '../../../../../preload/contract/session-initial'
import type { SessionState } from '../../../../../preload/contract/session-state'
import type { SessionStatus } from '../../../../../preload/contract/words'
import { createFrameGate } from '../../../app/frame-gate'
import { useStream } from '../../../app/stream-port'
import { useAttempt } from '../../errors/stores/errors-store'

export type ShownStatus = SessionStatus | 'idle'

/**
 * The window's session. Its state arrives whole, reduced from events by the stream client; it is
 * held shallowly and changes at most once a frame, so that streaming text is never made reactive.
 */
export const useSessionStore = defineStore('session', () => {
  const attempt = useAttempt()
  const stream = useStream()
  const state = shallowRef<SessionState | null>(null)
  const starting = ref(false)
  const stopping = ref(false)
  const stoppingRoles = ref<ReadonlySet<string>>(new Set())
  let unsubscribe = (): void => undefined

  const gate = createFrameGate<SessionState>((next) => {
    state.value = next
    if (next.end !== null) stopping.value = false
  })

  const live = computed(() => state.value !== null && state.value.end === null)
  const status = computed<ShownStatus>(() => {
    if (state.value === null) return 'idle'
    return live.value && stopping.value ? 'cancelling' : state.value.status
  })

  const follow = (session: string): void => {
    unsubscribe()
    gate.clear()
    stopping.value = false
    stoppingRoles.value = new Set()
    state.value = emptySessionState(session)
    unsubscribe = stream.subscribe(session, (next) => {
      gate.push(next)
      // The end is shown even when no frame comes any more.
      if (next.end !== null) gate.flush()
    })
  }

  /** Shows the window's live or last session, as after a reload. */
  const resumeCurrent = async (): Promise<void> => {
    const current = await attempt('session.current', {})
    if (current !== null && current.session !== null) follow(current.session)
  }

  const start = async (request: SessionRequest): Promise<boolean> => {
    if (live.value || starting.value) return false
    starting.value = true
    const started = await attempt('session.start', request, crypto.randomUUID())
    starting.value = false
    if (started === null) return false
    follow(started.session)
    return true
  }

  const stop = async (): Promise<void> => {
    const session = state.value?.session
    if (session === undefined || !live.value || stopping.value) return
    stopping.value = true
    const answer = await attempt('session.cancel', { session })
    if (answer === null) stopping.value = false
  }

  const stopRole = async (role: string): Promise<void> => {
    const session = state.value?.session
    if (session === undefined || !live.value) return
    stoppingRoles.value = new Set([...stoppingRoles.value, role])
    const answer = await attempt('session.cancelRole', { session, role })
    if (answer !== null) return
    stoppingRoles.value = new Set([...stoppingRoles.value].filter((each) => each !== role))
  }

  const togglePause = async (): Promise<void> => {
    const session = state.value?.session
    if (session === undefined || !live.value) return
    await attempt(state.value?.status === 'paused' ? 'session.resume' : 'session.pause', {
      session
    })
  }

  onScopeDispose(() => {
    unsubscribe()
    gate.clear()
  })

  return {
    ...{ state, status, live, starting, stopping, stoppingRoles },
    ...{ follow, resumeCurrent, start, stop, stopRole, togglePause }
  }
})
