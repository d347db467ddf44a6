import { ref, watch, type Ref, type ShallowRef } from 'vue'
import type { SessionRequest } from '../../../../../preload/contract/routes'
import type { SessionState } from '../../../../../preload/contract/session-state'
import { useAttempt } from '../../errors/stores/errors-store'
import type { FollowedSession } from './use-followed-session'

export interface SessionCommands {
  starting: Ref<boolean>
  /** Asked for, and not ended yet. */
  stopping: Ref<boolean>
  stoppingRoles: Ref<ReadonlySet<string>>
  start: (request: SessionRequest) => Promise<boolean>
  stop: () => Promise<void>
  stopRole: (role: string) => Promise<void>
  togglePause: () => Promise<void>
}

const liveSession = (state: ShallowRef<SessionState | null>): string | null =>
  state.value !== null && state.value.end === null ? state.value.session : null

const useRoleStop = (
  state: ShallowRef<SessionState | null>
): Pick<SessionCommands, 'stoppingRoles' | 'stopRole'> => {
  const attempt = useAttempt()
  const stoppingRoles = ref<ReadonlySet<string>>(new Set())
  const stopRole = async (role: string): Promise<void> => {
    const session = liveSession(state)
    if (session === null) return
    stoppingRoles.value = new Set([...stoppingRoles.value, role])
    if ((await attempt('session.cancelRole', { session, role })) !== null) return
    stoppingRoles.value = new Set([...stoppingRoles.value].filter((each) => each !== role))
  }
  return { stoppingRoles, stopRole }
}

/** What the window asks of its session; each is a route, and an answer that failed is shown. */
export const useSessionCommands = ({ state, follow }: FollowedSession): SessionCommands => {
  const attempt = useAttempt()
  const starting = ref(false)
  const stopping = ref(false)
  const { stoppingRoles, stopRole } = useRoleStop(state)

  const start = async (request: SessionRequest): Promise<boolean> => {
    if (liveSession(state) !== null || starting.value) return false
    starting.value = true
    const started = await attempt('session.start', request, crypto.randomUUID())
    starting.value = false
    if (started !== null) follow(started.session)
    return started !== null
  }
  const stop = async (): Promise<void> => {
    const session = liveSession(state)
    if (session === null || stopping.value) return
    stopping.value = true
    if ((await attempt('session.cancel', { session })) === null) stopping.value = false
  }
  const togglePause = async (): Promise<void> => {
    const session = liveSession(state)
    if (session === null) return
    await attempt(state.value?.status === 'paused' ? 'session.resume' : 'session.pause', {
      session
    })
  }

  watch(
    () => liveSession(state),
    () => {
      stopping.value = false
      stoppingRoles.value = new Set()
    }
  )
  return { starting, stopping, stoppingRoles, start, stop, stopRole, togglePause }
}
