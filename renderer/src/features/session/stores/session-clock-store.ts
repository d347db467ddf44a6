import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useNow } from '../../../app/use-now'
import { useSessionStore } from './session-store'

/** Time since the session's start in milliseconds: it moves while the session lives, then stands. */
export const useSessionClockStore = defineStore('session-clock', () => {
  const session = useSessionStore()
  const now = useNow(() => session.live)
  const atMs = computed(() => {
    const { state } = session
    if (state === null) return 0
    if (state.end !== null) return state.end.atMs
    return state.startedWallTime === null ? 0 : Math.max(0, now.value - state.startedWallTime)
  })
  /** How long something has taken that began at `startedAtMs` and may have ended. */
  const spanMs = (startedAtMs: number | null, endedAtMs: number | null): number | null =>
    startedAtMs === null ? null : Math.max(0, (endedAtMs ?? atMs.value) - startedAtMs)
  return { atMs, spanMs }
})
