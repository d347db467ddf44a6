import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { errorCodes, type ErrorShape } from '../../../../../preload/contract/errors'
import type { SymbolMatch } from '../../../../../preload/contract/live-prices'
import type { RouteResult } from '../../../../../preload/contract/routes'
import { useRoutes } from '../../../app/bridge-port'
import type { KeptEvidence } from './kept-evidence'
import type { PriceRange } from './price-range'
import { meaningOf, searchText, sourceNames } from './subject-text'

export interface LivePricesDraft {
  /** The symbol, or the words, that prices are being fetched of. */
  fetching: Ref<string | null>
  /** Why the last symbol could not be fetched; gone as soon as something else is wanted. */
  refusal: ShallowRef<ErrorShape | null>
  /** Whether the subject was fetched for another range or from another source than now wanted. */
  outdated: ComputedRef<boolean>
  fetchSymbol: (symbol: string) => Promise<boolean>
  /** Fetches what a search for a name finds first. */
  fetchNamed: (words: string) => Promise<boolean>
}

const unknownSymbol = (words: string): ErrorShape => ({
  code: errorCodes.pricesUnknownSymbol,
  message: 'no symbol was found',
  retryable: false,
  parameters: { source: sourceNames.yahoo, symbol: words }
})

/** The first match that can be fetched, or why there is none. */
const firstOf = (
  answer: RouteResult<{ matches: SymbolMatch[] }>,
  words: string
): RouteResult<SymbolMatch> => {
  if (!answer.ok) return answer
  const match = answer.value.matches.find(({ symbol }) => meaningOf(symbol) === 'symbol')
  if (match === undefined) return { ok: false, error: unknownSymbol(words) }
  return { ok: true, value: match }
}

interface Wanted {
  fetching: Ref<string | null>
  refusal: ShallowRef<ErrorShape | null>
  callOff: () => void
  /** Calls a route for what is wanted now: its value, or null when it failed or was called off. */
  ask: <T>(what: string, answer: () => Promise<RouteResult<T>>) => Promise<T | null>
}

/** One thing is wanted at a time; the next one calls it off. */
const useWanted = (): Wanted => {
  const fetching = ref<string | null>(null)
  const refusal = shallowRef<ErrorShape | null>(null)
  let asked = 0
  const callOff = (): void => {
    asked += 1
    fetching.value = null
    refusal.value = null
  }
  const ask: Wanted['ask'] = async (what, answer) => {
    callOff()
    fetching.value = what
    const mine = asked
    const result = await answer()
    if (mine !== asked) return null
    fetching.value = null
    if (result.ok) return result.value
    refusal.value = result.error
    return null
  }
  return { fetching, refusal, callOff, ask }
}

/** Fetches prices by their symbol. What is wanted next calls off what is being fetched. */
export const useLivePricesDraft = (kept: KeptEvidence, range: PriceRange): LivePricesDraft => {
  const call = useRoutes()
  const { fetching, refusal, callOff, ask } = useWanted()
  const fetchedFor = ref('')
  const wishKey = computed(() => JSON.stringify(range.wish.value))
  const outdated = computed(() => kept.live.value !== null && fetchedFor.value !== wishKey.value)
  watch([kept.typed, kept.subject, wishKey], callOff, { flush: 'sync' })

  const fetchSymbol = async (typed: string): Promise<boolean> => {
    if (!range.valid.value) return false
    const wish = range.wish.value
    const wanted = wishKey.value
    // A template's address may tell small letters from large ones.
    const symbol = wish.source === 'yahoo' ? typed.toUpperCase() : typed
    const fetched = await ask(symbol, () => call('symbol.import', { symbol, ...wish }))
    if (fetched === null) return false
    fetchedFor.value = wanted
    kept.takeLive(fetched)
    return true
  }
  const fetchNamed = async (words: string): Promise<boolean> => {
    const text = searchText(words)
    const match = await ask(words, async () =>
      firstOf(await call('symbol.search', { text }), words)
    )
    return match !== null && fetchSymbol(match.symbol)
  }
  return { fetching, refusal, outdated, fetchSymbol, fetchNamed }
}
