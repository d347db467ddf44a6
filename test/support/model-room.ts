import type { SessionState } from '../../preload/contract/session-state'
import type { ProviderProfile } from '../../preload/contract/providers'
import type { RemoteProfile } from '../../main/analysts/model/remote-profile'
import { ModelAnalyst } from '../../main/analysts/model/model-analyst'
import { ProviderQueue } from '../../main/analysts/model/provider-queue'
import type { Analyst } from '../../main/engine/ports'
import { Session } from '../../main/engine/session'
import type { SessionPlan } from '../../main/engine/session-plan'
import { systemClock, type Clock } from '../../main/kernel/clock'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { planOf, writing } from './plans'

export const profileOf = (
  baseUrl: string,
  change: Partial<ProviderProfile> = {}
): ProviderProfile & { kind: 'openai-compatible' } => ({
  id: 'scripted',
  name: 'Scripted',
  baseUrl,
  model: 'scripted-1',
  inputPrice: 1,
  outputPrice: 2,
  contextTokens: 8_000,
  maximumOutputTokens: 100,
  maximumConcurrent: 4,
  knownUntil: null,
  ...change,
  kind: 'openai-compatible'
})

export interface ModelOptions {
  key?: string | null
  clock?: Clock
}

export const modelFor = (
  profile: RemoteProfile,
  { key = null, clock = systemClock }: ModelOptions = {}
): ModelAnalyst =>
  new ModelAnalyst({
    profile,
    key: () => key,
    promptOf: ({ role }) => ({ system: `You are ${role}.`, user: 'Facts: F1.' }),
    queue: new ProviderQueue(profile.maximumConcurrent),
    clock
  })

export const modelOf = (
  baseUrl: string,
  { key = null, change = {} }: { key?: string | null; change?: Partial<ProviderProfile> } = {}
): ModelAnalyst => modelFor(profileOf(baseUrl, change), { key })

export interface RoomOptions {
  fallback?: Analyst
  /** In the place of one that writes at once in the model's own stage. */
  beside?: Analyst
  limitMs?: number
  firstTextLimitMs?: number | null
  budget?: Partial<SessionPlan['budget']>
}

/** A room of one model role, `model`, between two that write at once, in a session of its own. */
export const modelSession = (analyst: Analyst, options: RoomOptions = {}): Session => {
  const { fallback, limitMs = 15_000, firstTextLimitMs = null, budget = {} } = options
  const lane = {
    kind: 'role' as const,
    id: 'model',
    label: 'Model',
    analysts: (fallback === undefined ? [analyst] : [analyst, fallback]) as [Analyst, ...Analyst[]],
    limitMs,
    firstTextLimitMs
  }
  const other = (id: string, by: Analyst = writing('done')) => ({
    kind: 'role' as const,
    id,
    label: id,
    analysts: [by] as const,
    limitMs: 15_000,
    firstTextLimitMs: null
  })
  const plan = planOf({
    one: [other('before'), lane, other('beside', options.beside)],
    two: [other('after')]
  })
  const options_ = { journal: new MemoryJournal(), clock: systemClock }
  return new Session('s', { ...plan, budget: { ...plan.budget, ...budget } }, options_)
}

export const runModel = (analyst: Analyst, options: RoomOptions = {}): Promise<SessionState> =>
  modelSession(analyst, options).run()

export const roleIn = (state: SessionState, id: string): SessionState['roles'][number] => {
  const role = state.roles.find((each) => each.role === id)
  if (role === undefined) throw new Error(`no role ${id}`)
  return role
}
