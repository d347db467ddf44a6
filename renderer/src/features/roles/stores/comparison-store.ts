import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { DeskComparison } from '../../../../../preload/contract/comparison'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { RoleState } from '../../../../../preload/contract/session-state'
import { useRoutes } from '../../../app/bridge-port'
import { useSessionStore } from '../../session/stores/session-store'

export type DeskAnswer =
  | { state: 'loading' }
  | { state: 'ready'; comparison: DeskComparison }
  | { state: 'failed'; error: ErrorShape }

/** Whether there is something to compare: a model has begun to answer. */
export const isComparable = ({ analyst, status }: RoleState): boolean =>
  analyst === 'model' && status !== 'pending' && status !== 'skipped'

/** Where the desk's answer stands beside a model's, and that answer; remembered for each session. */
export const useComparisonStore = defineStore('comparison', () => {
  const session = useSessionStore()
  const call = useRoutes()
  const answers = shallowReactive(new Map<string, DeskAnswer>())
  /** By session, for all roles; by session and role, for one that goes another way. */
  const everywhere = shallowReactive(new Map<string, boolean>())
  const single = shallowReactive(new Map<string, boolean>())

  const shownSession = computed(() => session.state?.session ?? '')
  const placeOf = ({ role }: RoleState): string => `${shownSession.value} ${role}`
  const keyOf = (role: RoleState): string => `${placeOf(role)} ${role.attempt}`

  const all = computed(() => everywhere.get(shownSession.value) ?? false)
  const isShown = (role: RoleState): boolean =>
    isComparable(role) && (single.get(placeOf(role)) ?? all.value)
  const show = (role: RoleState, on: boolean): void => void single.set(placeOf(role), on)
  const showAll = (on: boolean): void => {
    everywhere.set(shownSession.value, on)
    for (const key of [...single.keys()]) {
      if (key.startsWith(`${shownSession.value} `)) single.delete(key)
    }
  }

  const answerOf = (role: RoleState): DeskAnswer | null => answers.get(keyOf(role)) ?? null
  /** Asks for the desk's answer, once for each attempt; again after one that failed. */
  const load = async (role: RoleState): Promise<void> => {
    const key = keyOf(role)
    const known = answers.get(key)
    if (known !== undefined && known.state !== 'failed') return
    answers.set(key, { state: 'loading' })
    const result = await call('session.compare', { session: shownSession.value, role: role.role })
    answers.set(
      key,
      result.ok
        ? { state: 'ready', comparison: result.value }
        : { state: 'failed', error: result.error }
    )
  }
  return { all, isShown, show, showAll, answerOf, load }
})
