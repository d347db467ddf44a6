import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { RoleState } from '../../../../../preload/contract/session-state'
import { useAttempt } from '../../errors/stores/errors-store'
import type { RoomSession } from './use-room-session'

export interface RoleRetry {
  /** Whether the role may be tried again from here: it failed, and nothing else is in the way. */
  mayRetry: (role: RoleState) => boolean
  /** Asked for, and not begun yet. */
  isRetrying: (role: RoleState) => boolean
  /** In the session while it lives; after its end in a new one, which the room then shows. */
  retryRole: (role: RoleState) => Promise<void>
}

const failed: ReadonlySet<RoleState['status']> = new Set(['error', 'timeout', 'cancelled'])

/** The attempt of each role that was asked to be tried again; forgotten with the shown session. */
const useAsked = (room: RoomSession): Ref<ReadonlyMap<string, number>> => {
  const asked = ref<ReadonlyMap<string, number>>(new Map())
  watch(
    () => room.state.value?.session,
    () => {
      asked.value = new Map()
    }
  )
  return asked
}

/** Trying roles again that did not come to an end of their own. */
export const useRoleRetry = (room: RoomSession, starting: Ref<boolean>): RoleRetry => {
  const attempt = useAttempt()
  const asked = useAsked(room)
  const open: ComputedRef<boolean> = computed(() => {
    const state = room.state.value
    if (state === null) return false
    // A session that ended goes on as a new one, and a window has one of its own at a time.
    return state.end === null ? room.holds.value : !room.ownLive.value && !starting.value
  })
  const isRetrying = ({ role, attempt: tried }: RoleState): boolean =>
    asked.value.get(role) === tried
  const mayRetry = (role: RoleState): boolean => open.value && failed.has(role.status)

  const retryRole = async (role: RoleState): Promise<void> => {
    const state = room.state.value
    if (state === null || !mayRetry(role) || isRetrying(role)) return
    const { session, end } = state
    asked.value = new Map([...asked.value, [role.role, role.attempt]])
    if (end !== null) starting.value = true
    const input = { session, role: role.role }
    const answer = await attempt('session.retryRole', input, crypto.randomUUID())
    if (end !== null) starting.value = false
    if (answer === null) {
      asked.value = new Map([...asked.value].filter(([each]) => each !== role.role))
    } else if (answer.session !== session) room.hold(answer.session)
  }
  return { mayRetry, isRetrying, retryRole }
}
