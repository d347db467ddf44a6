import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { SessionStatus } from '../../../../../preload/contract/words'
import { useAttempt } from '../../errors/stores/errors-store'
import { useFollowedSession } from '../composables/use-followed-session'
import { useSessionCommands } from '../composables/use-session-commands'

export type ShownStatus = SessionStatus | 'idle'

/** The window's session: the live one, or the last. */
export const useSessionStore = defineStore('session', () => {
  const attempt = useAttempt()
  const followed = useFollowedSession()
  const commands = useSessionCommands(followed)
  const { state, follow } = followed

  const live = computed(() => state.value !== null && state.value.end === null)
  const status = computed<ShownStatus>(() => {
    if (state.value === null) return 'idle'
    return live.value && commands.stopping.value ? 'cancelling' : state.value.status
  })

  /** Shows the window's live or last session, as after a reload. */
  const resumeCurrent = async (): Promise<void> => {
    const current = await attempt('session.current', {})
    if (current !== null && current.session !== null) follow(current.session)
  }

  return { state, live, status, follow, resumeCurrent, ...commands }
})
