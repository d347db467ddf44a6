import { ref, watch, type Ref } from 'vue'
import type { SessionRequest } from '../../../../../preload/contract/routes'
import type { RoleState, SessionState } from '../../../../../preload/contract/session-state'
import { useAttempt } from '../../errors/stores/errors-store'
import { useRoleRetry, type RoleRetry } from './use-role-retry'
import type { RoomSession } from './use-room-session'

export interface SessionCommands extends RoleRetry {
  starting: Ref<boolean>
  /** Asked for, and not ended yet. */
  stopping: Ref<boolean>
  /** Whether the attempt that runs was asked to stop; the one after it was not. */
  isStopping: (role: RoleState) => boolean
  /** `replace` ends the window's own session that runs; without it that one goes on instead. */
  start: (request: SessionRequest, replace?: boolean) => Promise<boolean>
  stop: () => Promise<void>
  stopRole: (role: RoleState) => Promise<void>
  togglePause: () => Promise<void>
}

/** The shown session while this window may steer it: it lives, and is the window's own. */
type Steered = () => string | null

const useRoleStop = (steered: Steered): Pick<SessionCommands, 'isStopping' | 'stopRole'> => {
  const attempt = useAttempt()
  /** The attempt of each role that was asked to stop. */
  const asked = ref<ReadonlyMap<string, number>>(new Map())
  const isStopping = ({ role, attempt: running }: RoleState): boolean =>
    asked.value.get(role) === running
  const stopRole = async ({ role, attempt: running }: RoleState): Promise<void> => {
    const session = steered()
    if (session === null) return
    asked.value = new Map([...asked.value, [role, running]])
    if ((await attempt('session.cancelRole', { session, role })) !== null) return
    asked.value = new Map([...asked.value].filter(([each]) => each !== role))
  }
  watch(steered, () => {
    asked.value = new Map()
  })
  return { isStopping, stopRole }
}

/** What the window asks of its session; each is a route, and an answer that failed is shown. */
export const useSessionCommands = (room: RoomSession): SessionCommands => {
  const attempt = useAttempt()
  const { state, holds, ownLive } = room
  const steered: Steered = () => {
    const shown: SessionState | null = holds.value ? state.value : null
    return shown !== null && shown.end === null ? shown.session : null
  }
  const starting = ref(false)
  const stopping = ref(false)
  const roleStop = useRoleStop(steered)

  const start = async (request: SessionRequest, replace = false): Promise<boolean> => {
    if ((ownLive.value && !replace) || starting.value) return false
    starting.value = true
    const started = await attempt('session.start', request, crypto.randomUUID())
    starting.value = false
    if (started !== null) room.hold(started.session)
    return started !== null
  }
  const stop = async (): Promise<void> => {
    const session = steered()
    if (session === null || stopping.value) return
    stopping.value = true
    if ((await attempt('session.cancel', { session })) === null) stopping.value = false
  }
  const togglePause = async (): Promise<void> => {
    const session = steered()
    if (session === null) return
    await attempt(state.value?.status === 'paused' ? 'session.resume' : 'session.pause', {
      session
    })
  }

  watch(steered, () => {
    stopping.value = false
  })
  const retry = useRoleRetry(room, starting)
  return { starting, stopping, start, stop, togglePause, ...roleStop, ...retry }
}
