import { shallowReactive } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { ProviderStatus, ProviderTrial } from '../../../../../preload/contract/providers'
import type { CallRoute } from '../../../app/bridge-port'

/** The last try of a provider, and how it stood then. */
export interface ToldTrial extends ProviderTrial {
  standing: string
}

/** Null while it runs. */
export type ShownTrial = ToldTrial | null

/** What a provider's status says of it, in short: with another one a trial is out of date. */
export const standingOf = (status: ProviderStatus | null | undefined): string =>
  `${status?.light ?? ''} ${status?.reason?.code ?? ''}`

export interface ProviderTrials {
  trials: Map<string, ShownTrial>
  test: (id: string) => Promise<void>
  /** What was tried is another now: a trial of it says nothing any more. */
  forget: (id: string) => void
  /** What its server offers, or why that is not known. */
  models: (id: string) => Promise<string[] | ErrorShape>
}

export interface ProviderTrialParts {
  call: CallRoute
  load: () => Promise<void>
  statusOf: (id: string) => ProviderStatus | undefined
}

/** Asks the servers themselves: for one short answer, and for the names of their models. */
export const createProviderTrials = ({
  call,
  load,
  statusOf
}: ProviderTrialParts): ProviderTrials => {
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
    const refused = { light: 'failing', tookMs: 0 } as const
    const trial = result.ok ? result.value : { ...refused, error: result.error }
    trials.set(id, { ...trial, standing: standingOf(statusOf(id)) })
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
