import { shallowReactive } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { ProviderStatus, ProviderTrial } from '../../../../../preload/contract/providers'
import type { CallRoute } from '../../../app/bridge-port'

/** The last try of a provider; null while it runs. */
export type ShownTrial = (ProviderTrial & { made: boolean }) | null

/** Whether a trial is out of date: the provider's light says something else by now. */
export const isPast = (trial: ShownTrial, status: ProviderStatus | null): boolean =>
  trial !== null &&
  trial.made &&
  (trial.light !== status?.light || trial.error?.code !== status.reason?.code)

export interface ProviderTrials {
  trials: Map<string, ShownTrial>
  test: (id: string) => Promise<void>
  /** What was tried is another now: a trial of it says nothing any more. */
  forget: (id: string) => void
  /** What its server offers, or why that is not known. */
  models: (id: string) => Promise<string[] | ErrorShape>
}

/** Asks the servers themselves: for one short answer, and for the names of their models. */
export const createProviderTrials = (
  call: CallRoute,
  load: () => Promise<void>
): ProviderTrials => {
  const trials = shallowReactive(new Map<string, ShownTrial>())
  const running = new Map<string, symbol>()
  const test = async (id: string): Promise<void> => {
    if (trials.get(id) === null) return
    const run = Symbol(id)
    running.set(id, run)
    trials.set(id, null)
    const result = await call('provider.test', { id })
    await load()
    if (running.get(id) !== run) return
    const refused = { light: 'failing', tookMs: 0, made: false } as const
    trials.set(
      id,
      result.ok ? { ...result.value, made: true } : { ...refused, error: result.error }
    )
  }
  const forget = (id: string): void => {
    running.delete(id)
    trials.delete(id)
  }
  const models: ProviderTrials['models'] = async (id) => {
    const result = await call('provider.models', { id })
    return result.ok ? result.value.models : result.error
  }
  return { trials, test, forget, models }
}
