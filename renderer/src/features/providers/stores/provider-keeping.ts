import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { ProviderProfile, Providers } from '../../../../../preload/contract/providers'
import type { RouteResult } from '../../../../../preload/contract/routes'
import type { CallRoute } from '../../../app/bridge-port'
import type { Attempt } from '../../errors/stores/errors-store'
import type { ProviderState } from './provider-state'

export interface ProviderKeeping {
  /** What was wrong, for the form that asked; it is shown nowhere else. */
  save: (profile: ProviderProfile) => Promise<ErrorShape | null>
  /** The key goes straight through and is kept nowhere in the page. */
  setKey: (id: string, key: string) => Promise<ErrorShape | null>
  forgetKey: (id: string) => Promise<void>
  remove: (id: string) => Promise<void>
}

const same = (value: Providers): Providers => value

/** Changes of what is kept about a provider. */
export const createProviderKeeping = (
  call: CallRoute,
  attempt: Attempt,
  { take }: ProviderState,
  load: () => Promise<void>
): ProviderKeeping => {
  const refusable = async (asked: Promise<RouteResult<Providers>>): Promise<ErrorShape | null> => {
    await take(
      asked.then((result) => (result.ok ? result.value : null)),
      same
    )
    const result = await asked
    return result.ok ? null : result.error
  }
  const setKey: ProviderKeeping['setKey'] = async (id, key) => {
    const error = await refusable(call('provider.setKey', { id, key }))
    // A key that the system did not take holds for this run all the same.
    if (error !== null) await load()
    return error
  }
  return {
    save: (profile) => refusable(call('provider.save', { profile })),
    setKey,
    forgetKey: async (id) => void (await take(attempt('provider.forgetKey', { id }), same)),
    remove: async (id) => void (await take(attempt('provider.remove', { id }), same))
  }
}
