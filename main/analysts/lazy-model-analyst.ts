import type { Analyst, RoleAnswer, RoleContext } from '../engine/ports'
import type { Clock } from '../kernel/clock'
import type { ProviderProfile } from '../../preload/contract/providers'
import type { LocalRuntime } from './model/local/local-runtime'
import type { CharterSet } from './model/prompt'

export interface LazyModelParts {
  profile: ProviderProfile
  /** Read anew for each call and kept nowhere; null without one. */
  key: () => string | null
  /** Answers where the profile is a local file. */
  local?: LocalRuntime | null
  charters: CharterSet
  clock: Clock
}

const load = async (parts: LazyModelParts): Promise<Analyst> => {
  const [{ ModelAnalyst }, { modelPrompt }, { ProviderQueue }, { rankedPoints }] =
    await Promise.all([
      import('./model/model-analyst'),
      import('./model/prompt'),
      import('./model/provider-queue'),
      import('./desk/ranked-points')
    ])
  const { profile, key, local = null, charters, clock } = parts
  return new ModelAnalyst({
    ...{ profile, key, local },
    promptOf: (context) =>
      modelPrompt(context, { charters, limits: profile, points: rankedPoints }),
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
