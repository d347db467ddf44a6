import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { SessionListing } from '../../../../../preload/contract/sessions'
import { useStream } from '../../../app/stream-port'
import { useAttempt } from '../../errors/stores/errors-store'
import { noFilters, queryOf, type SessionFilters } from './session-query'

/** What is still being typed is not asked for; nor is each of many changes at once. */
export const settleMs = 150

export interface SessionList {
  filters: Ref<SessionFilters>
  /** The newest first, as main found them; null until the first answer. */
  listings: Ref<SessionListing[] | null>
  reading: Ref<boolean>
  /** The listings that are not hidden. */
  shown: ComputedRef<SessionListing[]>
  /** Takes sessions off the shown ones at once, whatever main says; `reveal` shows them again. */
  hide: (sessions: readonly string[]) => void
  reveal: (sessions: readonly string[]) => void
  load: () => Promise<void>
  clearFilters: () => void
}

type Shown = Pick<SessionList, 'shown' | 'hide' | 'reveal'>

/** The listings without those that are hidden. */
const useShown = (listings: SessionList['listings']): Shown => {
  const hidden = shallowRef<ReadonlySet<string>>(new Set())
  const shown = computed(() =>
    (listings.value ?? []).filter(({ session }) => !hidden.value.has(session))
  )
  return {
    shown,
    hide: (sessions) => {
      hidden.value = new Set([...hidden.value, ...sessions])
    },
    reveal: (sessions) => {
      hidden.value = new Set([...hidden.value].filter((session) => !sessions.includes(session)))
    }
  }
}

/** Kept sessions by the filters: asked of main again whenever those or the sessions change. */
export const useSessionList = (): SessionList => {
  const attempt = useAttempt()
  const filters = ref(noFilters())
  const listings = shallowRef<SessionListing[] | null>(null)
  const reading = shallowRef(false)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = async (): Promise<void> => {
    clearTimeout(timer)
    const mine = (asked += 1)
    reading.value = true
    const answer = await attempt('session.list', queryOf(filters.value))
    // An older question's answer says nothing about the filters that are set now.
    if (mine !== asked) return
    reading.value = false
    listings.value = answer ?? listings.value ?? []
  }
  const loadSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void load(), settleMs)
  }
  watch(() => JSON.stringify(queryOf(filters.value)), loadSoon)
  const unsubscribe = useStream().on('changed', (what) => {
    if (what === 'sessions') loadSoon()
  })
  onScopeDispose(() => {
    unsubscribe()
    clearTimeout(timer)
    asked += 1
  })
  void load()
  const clearFilters = (): void => {
    filters.value = noFilters()
  }
  return { filters, listings, reading, load, clearFilters, ...useShown(listings) }
}
