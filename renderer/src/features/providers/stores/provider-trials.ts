import { shallowReactive } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { ProviderTrial } from '../../../../../preload/contract/providers'
import type { CallRoute } from '../../../app/bridge-port'

/** The last try of a provider; null while it runs. */
export type ShownTrial = ProviderTrial | null

export interface ProviderTrials {
  trials: Map<string, ShownTrial>
  test: (id: string) => Promise<void>
  /** What its server offers, or why that is not known. */
  models: (id: string) => Promise<string[] | ErrorShape>
}

/** Asks the servers themselves: for one short answer, and for the names of their models. */
export const createProviderTrials = (
  call: CallRoute,
  load: () => Promise<void>
): ProviderTrials => {
  const trials = shallowReactive(new Map<string, ShownTrial>())
  const test = async (id: string): Promise<void> => {
    if (trials.get(id) === null) return
    trials.set(id, null)
    const result = await call('provider.test', { id })
    trials.set(id, result.ok ? result.value : { light: 'failing', error: result.error, tookMs: 0 })
    await load()
  }
  const models: ProviderTrials['models'] = async (id) => {
    const result = await call('provider.models', { id })
    return result.ok ? result.value.models : result.error
  }
  return { trials, test, models }
}
