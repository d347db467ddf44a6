import type { AnyEnvelope } from '../../preload/contract/events'
import { ModelAnalyst } from '../../main/analysts/model/model-analyst'
import { ProviderQueue } from '../../main/analysts/model/provider-queue'
import type { SessionPlan } from '../../main/engine/session-plan'
import { SessionRegistry } from '../../main/engine/session-registry'
import { systemClock } from '../../main/kernel/clock'
import { deferred } from '../../main/kernel/deferred'
import { seededRandom } from '../../main/kernel/random'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { watchClientSockets } from './client-sockets'
import { profileOf } from './model-room'
import { startModelServer, type ModelFault, type ModelServer } from './model-server'
import { planOf, roleLane } from './plans'

const roles = ['a', 'b', 'c']
const principal = 'window:1'
const longestWaitMs = 25
const longestKeepingMs = 5
const silent: ModelFault[] = [{ do: 'hang-before-headers' }, { do: 'hang-before-text' }]
const speaking: ModelFault[] = [
  { do: 'hang-mid-text' },
  { do: 'endless' },
  { do: 'answer', chunks: Array.from({ length: 8 }, (_, at) => `word ${at} `), everyMs: 1 }
]
const refusing: ModelFault[] = [
  { do: 'status', status: 429, message: 'slow down', retryAfter: '0.01' }
]

/**
 * What the cancel waits for, beside a while: a machine with much to do might else never come further
 * than the first steps.
 */
type Sight = 'nothing' | 'request' | 'word'
const answersUntil: Record<Sight, ModelFault[]> = {
  nothing: [...silent, ...speaking, ...refusing],
  request: [...silent, ...refusing],
  word: speaking
}
const sights: Sight[] = ['nothing', 'request', 'word']

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
  server: ModelServer
  registry: SessionRegistry
  journal: MemoryJournal
  sockets: ReturnType<typeof watchClientSockets>
  plan: SessionPlan
  /** Of the round at work: what it waits for, and told of each request. */
  round: { sight: Sight; onRequest: () => void }
}

const openRoom = async (random: () => number): Promise<CancelRoom> => {
  const round: CancelRoom['round'] = { sight: 'nothing', onRequest: () => undefined }
  const pick = (): ModelFault => {
    const answers = answersUntil[round.sight]
    round.onRequest()
    return answers[Math.floor(random() * answers.length)] ?? { do: 'hang-before-text' }
  }
  const server = await startModelServer(pick)
  const journal = new MemoryJournal({ durableDelayMs: () => random() * longestKeepingMs })
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 4 })
  // Of three roles one waits for its turn.
  const queue = new ProviderQueue(2)
  const parts = { profile: profileOf(server.baseUrl), queue, clock: systemClock }
  const promptOf = () => ({ system: 'You are a role.', user: 'Facts: F1.' })
  const analyst = new ModelAnalyst({ ...parts, key: () => null, promptOf })
  const plan = planOf({ one: roles.map((role) => roleLane(role, analyst)) })
  return { server, registry, journal, sockets: watchClientSockets(), plan, round }
}

/** Starts a session, and resolves once what the round waits for is there. */
const startUntilSeen = async ({ registry, plan, round }: CancelRoom): Promise<string> => {
  const asked = deferred<void>()
  round.onRequest = asked.resolve
  const { session } = registry.start(plan, principal)
  const spoken = deferred<void>()
  const listening = registry.feed(session)?.onPublished(({ type }) => {
    if (type === 'role.delta') spoken.resolve()
  })
  if (round.sight === 'request') await asked.promise
  if (round.sight === 'word') await spoken.promise
  listening?.dispose()
  return session
}

/** Cancels one session after `waitMs`; gives how far it had come, and what was left behind. */
const cancelOne = async (
  room: CancelRoom,
  waitMs: number
): Promise<{ moment: Moment; broken: string[] }> => {
  const { server, registry, journal, sockets } = room
  const before = server.requests
  const session = await startUntilSeen(room)
  await new Promise((later) => setTimeout(later, waitMs))
  const moment = momentOf(await journal.read(session, 0), server.requests - before)
  await registry.cancel(session, 'user')
  const { open } = sockets
  const events = await journal.read(session, 0)
  const { requests } = server
  await server.idle()
  await new Promise((later) => setImmediate(later))
  const late = (await journal.read(session, 0)).slice(events.length)
  const broken = [
    ...(open > 0 ? [`${open} sockets open`] : []),
    ...late.map(({ type }) => `${type} after the end`),
    ...afterItsEnd(events),
    ...(server.requests > requests ? ['a request after the end'] : [])
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
export const cancelModels = async (rounds: number, seed: number): Promise<CancelCount> => {
  const random = seededRandom(seed)
  const room = await openRoom(random)
  const moments = { queued: 0, asked: 0, answering: 0, ended: 0 }
  const count: CancelCount = { moments, broken: [] }
  for (let round = 0; round < rounds; round += 1) {
    room.round.sight = sights[round % sights.length] ?? 'nothing'
    const { moment, broken } = await cancelOne(room, random() * longestWaitMs)
    moments[moment] += 1
    count.broken.push(...broken.map((words) => `round ${round}: ${words}`))
  }
  await room.registry.release(principal)
  room.sockets.dispose()
  await room.server.close()
  return count
}
