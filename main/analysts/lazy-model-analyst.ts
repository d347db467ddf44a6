import type { Analyst, RoleAnswer, RoleContext } from '../engine/ports'
import type { Clock } from '../kernel/clock'
import type { RemoteProfile } from './model/remote-profile'
import type { CharterSet } from './model/prompt'

export interface LazyModelParts {
  profile: RemoteProfile
  /** Read anew for each call and kept nowhere; null without one. */
  key: () => string | null
  charters: CharterSet
  clock: Clock
}

const load = async ({ profile, key, charters, clock }: LazyModelParts): Promise<Analyst> => {
  const [{ ModelAnalyst }, { modelPrompt }, { ProviderQueue }] = await Promise.all([
    import('./model/model-analyst'),
    import('./model/prompt'),
    import('./model/provider-queue')
  ])
  return new ModelAnalyst({
    profile,
    key,
    promptOf: (context) => modelPrompt(context, { charters, limits: profile }),
    queue: new ProviderQueue(profile.maximumConcurrent),
    clock
  })
}

/**
 * A model of one profile, for all of its roles and sessions: its calls share one queue. The code that
 * speaks to providers is loaded with its first call, so that a run without a model starts without it.
 */
export class LazyModelAnalyst implements Analyst {
  readonly kind = 'model'
  readonly provider: string
  readonly model: string
  readonly knownUntil: string | null
  readonly #parts: LazyModelParts
  #analyst: Promise<Analyst> | null = null

  constructor(parts: LazyModelParts) {
    const { id, model, knownUntil } = parts.profile
    this.provider = id
    this.model = model
    this.knownUntil = knownUntil
    this.#parts = parts
  }

  async answer(context: RoleContext, { signal }: { signal: AbortSignal }): Promise<RoleAnswer> {
    this.#analyst ??= load(this.#parts)
    const analyst = await this.#analyst
    signal.throwIfAborted()
    return analyst.answer(context, { signal })
  }
}
