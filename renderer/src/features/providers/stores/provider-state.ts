import { shallowRef, type ShallowRef } from 'vue'
import type { Providers } from '../../../../../preload/contract/providers'

const noProviders: Providers = {
  ...{ providers: [], roles: {}, keyStore: 'system', localRuntime: false }
}

export interface ProviderState {
  state: ShallowRef<Providers>
  loaded: ShallowRef<boolean>
  /** Takes up what an answer says; of answers that overtake each other the last asked for holds. */
  take: <T>(answer: Promise<T | null>, providersOf: (value: T) => Providers) => Promise<T | null>
}

/** What main told of models last. */
export const createProviderState = (): ProviderState => {
  const state = shallowRef<Providers>(noProviders)
  const loaded = shallowRef(false)
  let asked = 0
  const take: ProviderState['take'] = async (answer, providersOf) => {
    const mine = (asked += 1)
    const value = await answer
    if (value !== null && mine === asked) {
      state.value = providersOf(value)
      loaded.value = true
    }
    return value
  }
  return { state, loaded, take }
}
