import type { AnyEnvelope } from '../../preload/contract/events'
import { ModelAnalyst } from '../../main/analysts/model/model-analyst'
import { ProviderQueue } from '../../main/analysts/model/provider-queue'
import type { SessionPlan } from '../../main/engine/session-plan'
import { SessionRegistry } from '../../main/engine/session-registry'
import { systemClock } from '../../main/kernel/clock'
import { deferred } from '../../main/kernel/deferred'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { cancelSights, type CancelSight } from './cancel-answers'
import type { CancelServer } from './cancel-server'
import { watchClientSockets, type ClientSockets } from './client-sockets'
import { profileOf } from './model-room'
import { planOf, roleLane } from './plans'

const roles = ['a', 'b', 'c']
const principal = 'window:1'
const longestWaitMs = 25
const longestKeepingMs = 5

/** What a role's events have after its end: none should. */
const afterItsEnd = (events: readonly AnyEnvelope[]): string[] => {
  const ended = new Set<string>()
  return events.flatMap(({ type, data }) => {
    const role = 'role' in data ? String(data.role) : null
    if (type === 'role.completed' && role !== null) ended.add(role)
    else if (role !== null && ended.has(role)) return [`${type} of ${role}`]
    return []
  })
}

type Moment = 'queued' | 'asked' | 'answering' | 'ended'

const momentOf = (events: readonly AnyEnvelope[], requests: number): Moment => {
  const types = new Set(events.map(({ type }) => type))
  if (types.has('session.completed')) return 'ended'
  if (types.has('role.delta')) return 'answering'
  return requests > 0 ? 'asked' : 'queued'
}

interface CancelRoom {
  server: CancelServer
  registry: SessionRegistry
  journal: MemoryJournal
  sockets: ClientSockets
  plan: SessionPlan
}

const openRoom = (server: CancelServer, random: () => number): CancelRoom => {
  const journal = new MemoryJournal({ durableDelayMs: () => random() * longestKeepingMs })
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 4 })
  // Of three roles one waits for its turn.
  const queue = new ProviderQueue(2)
  const parts = { profile: profileOf(server.baseUrl), queue, clock: systemClock }
  const promptOf = () => ({ system: 'You are a role.', user: 'Facts: F1.' })
  const analyst = new ModelAnalyst({ ...parts, key: () => null, promptOf })
  const plan = planOf({ one: roles.map((role) => roleLane(role, analyst)) })
  return { server, registry, journal, sockets: watchClientSockets(), plan }
}

/** Starts a session, and resolves once that is there which is waited for. */
const startUntil = async (
  { server, registry, plan }: CancelRoom,
  sight: CancelSight
): Promise<string> => {
  await server.look(sight)
  const { session } = registry.start(plan, principal)
  const spoken = deferred<void>()
  const listening = registry.feed(session)?.onPublished(({ type }) => {
    if (type === 'role.delta') spoken.resolve()
  })
  if (sight === 'request') await server.heard()
  if (sight === 'word') await spoken.promise
  listening?.dispose()
  return session
}

interface CancelPlan {
  sight: CancelSight
  /** Milliseconds from there to the cancel. */
  waitMs: number
}

/** Cancels one session; gives how far it had come, and what was left behind. */
const cancelOne = async (
  room: CancelRoom,
  { sight, waitMs }: CancelPlan
): Promise<{ moment: Moment; broken: string[] }> => {
  const { server, registry, journal, sockets } = room
  const before = sockets.opened
  const session = await startUntil(room, sight)
  await new Promise((later) => setTimeout(later, waitMs))
  const moment = momentOf(await journal.read(session, 0), sockets.opened - before)
  await registry.cancel(session, 'user')
  const { open, opened } = sockets
  const events = await journal.read(session, 0)
  await server.idle()
  await new Promise((later) => setImmediate(later))
  const late = (await journal.read(session, 0)).slice(events.length)
  const broken = [
    ...(open > 0 ? [`${open} sockets open`] : []),
    ...late.map(({ type }) => `${type} after the end`),
    ...afterItsEnd(events),
    // A request is a socket of its own.
    ...(sockets.opened > opened ? ['a request after the end'] : [])
  ]
  return { moment, broken }
}

export interface CancelCount {
  /** Cancels by how far the role that had come furthest had come. */
  moments: Record<Moment, number>
  /** Whatever broke the promise, in words. */
  broken: string[]
}

/**
 * Cancels sessions of three model roles over real HTTP at seeded moments. Once a cancel has resolved
 * there is no socket of ours, and from then on no request and no event.
 */
export const cancelModels = async (
  rounds: number,
  { server, random }: { server: CancelServer; random: () => number }
): Promise<CancelCount> => {
  const room = openRoom(server, random)
  const moments = { queued: 0, asked: 0, answering: 0, ended: 0 }
  const count: CancelCount = { moments, broken: [] }
  for (let round = 0; round < rounds; round += 1) {
    const sight = cancelSights[round % cancelSights.length] ?? 'nothing'
    const { moment, broken } = await cancelOne(room, { sight, waitMs: random() * longestWaitMs })
    moments[moment] += 1
    count.broken.push(...broken.map((words) => `round ${round}: ${words}`))
  }
  await room.registry.release(principal)
  room.sockets.dispose()
  return count
}
