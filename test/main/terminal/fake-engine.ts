import type { RouteCall, RouteResult } from '../../../preload/contract/routes'
import type { Analyst } from '../../../main/engine/ports'
import { SessionRegistry } from '../../../main/engine/session-registry'
import type { SessionPlan } from '../../../main/engine/session-plan'
import type { Clock } from '../../../main/kernel/clock'
import { AppError, errorShape } from '../../../main/kernel/errors'
import { seededRandom } from '../../../main/kernel/random'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import type { RoomEngine } from '../../../main/terminal/room-engine'
import { outcomeFixture } from '../../renderer/support/outcome-fixture'
import { planOf, roleLane } from '../../support/plans'

export interface FakeEngine extends RoomEngine {
  registry: SessionRegistry
  journal: MemoryJournal
  calls: RouteCall[]
  closed: boolean
}

/** The real registry and journal behind a dispatcher that takes any evidence. */
export const fakeEngine = (clock: Clock, plan: () => SessionPlan, seed = 1): FakeEngine => {
  const random = seededRandom(seed)
  const journal = new MemoryJournal({ clock, durableDelayMs: () => random() * 20 })
  const registry = new SessionRegistry({ journal, clock, maximumRunning: 4 })
  const answer = (call: RouteCall): unknown => {
    if (call.route === 'session.start') return registry.start(plan(), 'terminal')
    if (call.route === 'session.outcome') return outcomeFixture()
    const { kind, origin } = (call as RouteCall<'evidence.import'>).input
    const name = origin.from === 'path' ? (origin.path.split('/').at(-1) ?? '') : 'S&P 500'
    if (name.includes('missing')) {
      throw new AppError('evidence.not-found', `no file ${name}`, { parameters: { file: name } })
    }
    return { kind, name, sha256: `${kind}:${name}`, bytes: 1, prices: null }
  }
  const engine: FakeEngine = {
    registry,
    journal,
    calls: [],
    closed: false,
    dispatcher: {
      dispatch: async (call): Promise<RouteResult<unknown>> => {
        engine.calls.push(call as RouteCall)
        try {
          return { ok: true, value: answer(call as RouteCall) }
        } catch (error) {
          return { ok: false, error: errorShape(error) }
        }
      }
    },
    close: async () => {
      await registry.shutdown()
      await journal.close()
      engine.closed = true
    }
  }
  return engine
}

/** Two stages of roles by name, each answering as given. */
export const twoStages = (first: Record<string, Analyst>, second: Record<string, Analyst>) => {
  const lanes = (roles: Record<string, Analyst>) =>
    Object.entries(roles).map(([id, analyst]) => roleLane(id, analyst))
  return () => planOf({ one: lanes(first), two: lanes(second) })
}
