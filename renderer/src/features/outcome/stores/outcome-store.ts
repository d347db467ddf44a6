import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { LaterBars, Outcome } from '../../../../../preload/contract/outcome'
import { useAttempt } from '../../errors/stores/errors-store'
import { useSessionStore } from '../../session/stores/session-store'

/**
 * What came after the shown session's as-of date. The page has none of it until somebody asks, and
 * forgets it when another session is shown.
 */
export const useOutcomeStore = defineStore('outcome', () => {
  const attempt = useAttempt()
  const session = useSessionStore()
  const outcome = shallowRef<Outcome | null>(null)
  const revealing = shallowRef(false)
  const shown = computed(() => session.state?.session ?? null)

  /** A session that asked for no date read its file to the end: nothing can have come after. */
  const available = computed(() => {
    const { state } = session
    if (state === null || state.asOfAsked === null || state.summary === null) return false
    return state.end?.type === 'session.completed'
  })
  /** The bars after the as-of date of the shown session; null until they are revealed. */
  const later = computed<LaterBars | null>(() => outcome.value?.later ?? null)

  const hide = (): void => {
    outcome.value = null
    revealing.value = false
  }
  const reveal = async (): Promise<void> => {
    const asked = shown.value
    if (asked === null || !available.value || revealing.value) return
    revealing.value = true
    const answer = await attempt('session.outcome', { session: asked })
    // What belongs to a session that is not shown any more is not shown either.
    if (shown.value !== asked || !revealing.value) return
    revealing.value = false
    outcome.value = answer
  }
  watch(shown, hide)

  return { available, revealing, outcome, later, reveal, hide }
})
