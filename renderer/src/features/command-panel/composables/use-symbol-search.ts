import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { SymbolMatch } from '../../../../../preload/contract/live-prices'
import { useRoutes } from '../../../app/bridge-port'
import { meaningOf, searchText } from './subject-text'

const settleMs = 200

export interface SymbolSearch {
  matches: ShallowRef<readonly SymbolMatch[]>
  /** Why nothing could be looked up. */
  failed: ShallowRef<ErrorShape | null>
  searching: Ref<boolean>
  /** Asks for a text once it has settled; answers for what was typed before are dropped. */
  search: (typed: string) => void
  stop: () => void
}

/** Looks symbols up while they are typed. */
export const useSymbolSearch = (): SymbolSearch => {
  const call = useRoutes()
  const matches = shallowRef<readonly SymbolMatch[]>([])
  const failed = shallowRef<ErrorShape | null>(null)
  const searching = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const stop = (): void => {
    clearTimeout(timer)
    asked += 1
    searching.value = false
  }
  const ask = async (text: string, mine: number): Promise<void> => {
    const answer = await call('symbol.search', { text })
    if (mine !== asked) return
    searching.value = false
    matches.value = answer.ok ? answer.value.matches : []
    failed.value = answer.ok ? null : answer.error
  }
  const search = (typed: string): void => {
    stop()
    const text = searchText(typed)
    if (text === '' || meaningOf(text) === 'file') {
      matches.value = []
      failed.value = null
      return
    }
    const mine = asked
    searching.value = true
    timer = setTimeout(() => void ask(text, mine), settleMs)
  }
  onScopeDispose(stop)
  return { matches, failed, searching, search, stop }
}
