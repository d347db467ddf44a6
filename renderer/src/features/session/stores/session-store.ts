import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { SessionStatus } from '../../../../../preload/contract/words'
import { useAttempt } from '../../errors/stores/errors-store'
import { useRoomSession } from '../composables/use-room-session'
import { useSessionCommands } from '../composables/use-session-commands'

export type ShownStatus = SessionStatus | 'idle'

/** What the room shows is the window's own session unless it says otherwise. */
export type ShownAs = 'own' | 'watched' | 'kept'

/** The session that the room shows: the window's live or last one, another's, or a kept one. */
export const useSessionStore = defineStore('session', () => {
  const attempt = useAttempt()
  const room = useRoomSession()
  const commands = useSessionCommands(room)
  const { state, holds } = room

  const live = computed(() => state.value !== null && state.value.end === null)
  const status = computed<ShownStatus>(() => {
    if (state.value === null) return 'idle'
    return live.value && commands.stopping.value ? 'cancelling' : state.value.status
  })
  const shownAs = computed<ShownAs>(() => {
    // Before its first event nothing tells a watched session from a kept one.
    if (state.value === null || holds.value || state.value.seq === 0) return 'own'
    return live.value ? 'watched' : 'kept'
  })
  /** Whether Stop, Pause and the like are this window's to use. */
  const steerable = computed(() => live.value && holds.value)

  /** Opens another window on the shown session while it lives. */
  const watchElsewhere = async (): Promise<void> => {
    if (state.value === null || !live.value) return
    await attempt('window.watch', { session: state.value.session })
  }

  return { live, status, shownAs, steerable, watchElsewhere, ...room, ...commands }
})
