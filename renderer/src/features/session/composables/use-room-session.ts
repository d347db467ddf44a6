import { computed, ref, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { SessionState } from '../../../../../preload/contract/session-state'
import { useRoutes } from '../../../app/bridge-port'
import { useAttempt, useErrorsStore } from '../../errors/stores/errors-store'
import { useFollowedSession } from './use-followed-session'

export interface RoomSession {
  /** What the room shows: the window's own session, another window's, or a kept one. */
  state: ShallowRef<SessionState | null>
  /** The window's own session while the room shows another one. */
  aside: ShallowRef<SessionState | null>
  /** Whether the shown session is the window's own: it alone may be steered from here. */
  holds: ComputedRef<boolean>
  /** Whether the window's own session runs, shown or not. */
  ownLive: ComputedRef<boolean>
  /** Shows a session that this window has started. */
  hold: (session: string) => void
  /** Shows the session of the window as main knows it, as after a reload. */
  resumeCurrent: () => Promise<void>
  /** Shows a kept session as it was; false when it may not be read. */
  open: (session: string) => Promise<boolean>
  /** Leaves a session that is not the window's own, for what the window had before. */
  backToRoom: () => Promise<void>
}

interface Views extends Pick<RoomSession, 'state' | 'aside' | 'holds' | 'ownLive'> {
  own: Ref<string | null>
  show: (session: string) => void
  clear: () => void
}

/** The shown session and, aside, the window's own one while it is not that. */
const useViews = (): Views => {
  const errors = useErrorsStore()
  const shown = useFollowedSession((error) => errors.report(error))
  const behind = useFollowedSession()
  const own = ref<string | null>(null)
  const show = (session: string): void => {
    // The new reader comes before the old one goes, so that the stream need not ask anew.
    if (session === own.value || own.value === null) {
      shown.follow(session)
      behind.clear()
      return
    }
    if (behind.state.value?.session !== own.value) behind.follow(own.value)
    shown.follow(session)
  }
  const clear = (): void => {
    shown.clear()
    behind.clear()
  }
  const holds = computed(
    () => shown.state.value !== null && shown.state.value.session === own.value
  )
  const ownLive = computed(() => {
    const mine = holds.value ? shown.state.value : behind.state.value
    return mine !== null && mine.end === null
  })
  return { own, state: shown.state, aside: behind.state, holds, ownLive, show, clear }
}

/** Which session the room shows, and what it is to this window. */
export const useRoomSession = (): RoomSession => {
  const call = useRoutes()
  const attempt = useAttempt()
  const { own, state, aside, holds, ownLive, show, clear } = useViews()

  /** Main need not let the window read this any longer; nothing depends on its answer. */
  const leave = async (session: string): Promise<void> => {
    await call('session.leave', { session })
  }
  const hold = (session: string): void => {
    const before = state.value?.session ?? null
    if (before !== null && !holds.value) void leave(before)
    own.value = session
    show(session)
  }
  const resumeCurrent = async (): Promise<void> => {
    const current = await attempt('session.current', {})
    if (current === null || current.session === null) return
    if (current.holds) own.value = current.session
    show(current.session)
  }
  const open = async (session: string): Promise<boolean> => {
    const before = state.value
    if (session === before?.session) return true
    if (session !== own.value && (await attempt('session.open', { session })) === null) return false
    // A running session of another window stays this window's to watch.
    if (before !== null && !holds.value && before.end !== null) void leave(before.session)
    show(session)
    return true
  }
  const backToRoom = async (): Promise<void> => {
    const left = state.value?.session ?? null
    if (left !== null && !holds.value) await leave(left)
    const current = await attempt('session.current', {})
    const next = current?.session ?? own.value
    if (next === null || next === left) return clear()
    if (current?.holds) own.value = next
    show(next)
  }
  return { state, aside, holds, ownLive, hold, resumeCurrent, open, backToRoom }
}
