import type { AnyEnvelope } from '../../../preload/contract/events'
import type { RouteInput } from '../../../preload/contract/routes'
import type { SessionState } from '../../../preload/contract/session-state'
import { defaultSettings } from '../../../preload/contract/settings'
import { DeskAnalyst } from '../../../main/analysts/desk/desk-analyst'
import { DeskSummarizer } from '../../../main/analysts/desk/desk-summarizer'
import { roleRoutes } from '../../../main/commands/role-routes'
import { sessionRoutes } from '../../../main/commands/session-routes'
import { sessionStarter } from '../../../main/commands/session-starter'
import { createStartSession } from '../../../main/commands/start-session'
import { FactsJob } from '../../../main/engine/facts-job'
import type { Analyst, RoleContext } from '../../../main/engine/ports'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { evidenceTasks } from '../../../main/evidence/evidence-tasks'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { systemClock } from '../../../main/kernel/clock'
import { loadEquity } from '../../../main/playbooks/equity'
import { okAnswer, scripted } from '../../support/plans'
import { walkCsv } from '../../support/walk-csv'
import { MemoryArchive } from '../engine/memory-archive'
import { callerOf, requestOf } from './route-fixture'

type Behaviour = (context: RoleContext, signal: AbortSignal) => Promise<void> | void

/** Answers as a model that says `text`. */
export const says =
  (text: string): Behaviour =>
  ({ write }) =>
    write(text)

export const fails: Behaviour = ({ write }) => {
  write('So far')
  throw new Error('no answer')
}

/** Works until it is stopped. */
export const lasts: Behaviour = ({ write }, signal) => {
  write('lasts')
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

const use = { inputTokens: 10, outputTokens: 5, costUsd: 0.5, estimated: false }

/** The real routes, engine, facts and desk, with models for the roles that are given. */
export const openRetryRoom = (models: Record<string, Behaviour>, bars = 300) => {
  const archive = new MemoryArchive()
  const clock = systemClock
  const registry = new SessionRegistry({ journal: archive, archive, clock, maximumRunning: 8 })
  const evidence = new EvidenceStore(null)
  const asked: { role: string; context: RoleContext }[] = []
  const model: Analyst = {
    ...scripted(async (context, signal) => {
      asked.push({ role: context.role, context })
      context.use(use)
      await models[context.role]?.(context, signal)
      return { ...okAnswer, stance: 'buy', p: 0.9 }
    }),
    ...{ kind: 'model', provider: 'p', model: 'm' }
  }
  const playbook = loadEquity()
  let seeds = 0
  const startSession = createStartSession({
    ...{ registry, playbook, appVersion: '0', seed: () => (seeds += 1) },
    charters: { version: '9.9.9', sha256: 'c'.repeat(64) },
    analysts: { desk: new DeskAnalyst() },
    models: {
      ...{ named: [], budget: null },
      analystsOf: (role, own) => (role in models ? [model] : [own])
    },
    jobs: {
      facts: new FactsJob({
        run: async (task, input) => evidenceTasks[task](input, () => undefined)
      })
    },
    summarizer: new DeskSummarizer(),
    settings: { get: () => ({ ...defaultSettings('en'), paceCharactersPerSecond: 0 }) }
  })
  const parts = { sessions: registry, evidence, playbook }
  const start = sessionStarter({ sessions: registry, startSession })
  const routes = { ...sessionRoutes({ ...parts, start }), ...roleRoutes({ ...parts, start }) }
  const window = callerOf('window:1')
  const begin = async (change: Partial<RouteInput<'session.start'>> = {}): Promise<string> => {
    const { sha256 } = await evidence.put('prices', 'walk.csv', walkCsv(bars, 1))
    return (await routes['session.start'](requestOf(sha256, change), window)).session
  }
  return {
    ...{ registry, archive, evidence, asked, models, routes, begin },
    run: async (change?: Partial<RouteInput<'session.start'>>): Promise<SessionState> =>
      registry.ended(await begin(change)),
    retry: (session: string, role: string, caller = window) =>
      routes['session.retryRole']({ session, role }, caller),
    compare: (session: string, role: string, caller = window) =>
      routes['session.compare']({ session, role }, caller),
    eventsOf: (session: string): Promise<AnyEnvelope[]> => archive.read(session, 0)
  }
}

export type RetryRoom = ReturnType<typeof openRetryRoom>

/** Resolves once `role` of a live session has come to `status`. */
export const reached = async (
  { registry }: RetryRoom,
  session: string,
  { role, status }: { role: string; status: string }
): Promise<void> => {
  const feed = registry.feed(session)
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const found = feed?.state().roles.find((each) => each.role === role)
      if (found?.status === status) resolve()
    }
    feed?.onPublished(look)
    look()
  })
}
