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
  { load, forgetTrial }: { load: () => Promise<void>; forgetTrial: (id: string) => void }
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
    forgetTrial(id)
    const error = await refusable(call('provider.setKey', { id, key }))
    // A key that the system did not take holds for this run all the same.
    if (error !== null) await load()
    return error
  }
  const save: ProviderKeeping['save'] = (profile) => {
    forgetTrial(profile.id)
    return refusable(call('provider.save', { profile }))
  }
  const forgetKey = async (id: string): Promise<void> => {
    forgetTrial(id)
    await take(attempt('provider.forgetKey', { id }), same)
  }
  const remove = async (id: string): Promise<void> => {
    forgetTrial(id)
    await take(attempt('provider.remove', { id }), same)
  }
  return { save, setKey, forgetKey, remove }
}
