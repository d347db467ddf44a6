import { expect } from 'vitest'
import { isTerminal } from '../../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../../preload/contract/events'
import type { SessionState } from '../../../preload/contract/session-state'
import type { CancelReason } from '../../../preload/contract/words'
import type { Journal } from '../../../main/engine/ports'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import { planOf, roleLane, writing } from '../../support/plans'
import { sseAnalyst } from '../../support/sse-analyst'
import { startSseServer, type SseServer, type SseServerOptions } from '../../support/sse-server'

/** R6: a session, its model's sockets and its journal, watched while it is cancelled. */
export interface CancelRoom {
  registry: SessionRegistry
  journal: Journal
  session: string
  events: AnyEnvelope[]
  upstream: SseServer
  /** The journal as it is found again when all is closed. */
  reopened(): Promise<AnyEnvelope[]>
}

/** Where a room's events are kept; `reopen` closes it and reads it anew. */
export interface RoomJournal {
  journal: Journal
  reopen(session: string): Promise<AnyEnvelope[]>
}

/** The moment: how the upstream behaves, and what to wait for before the trigger is pulled. */
export interface Moment {
  name: string
  upstream?: SseServerOptions
  plan?: (url: string) => SessionPlan
  busy?: boolean
  ready: (room: CancelRoom) => Promise<unknown>
}

const roles = ['a', 'b', 'c', 'd', 'e', 'f']

export const until = async (condition: () => boolean): Promise<void> => {
  const deadline = performance.now() + 10_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the moment did not come')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const count = (room: CancelRoom, type: string): number =>
  room.events.filter((event) => event.type === type).length

export const streamingPlan = (url: string): SessionPlan =>
  planOf({ one: roles.map((role) => roleLane(role, sseAnalyst(url))) })

export const midStream: Moment = {
  name: 'mid-stream',
  upstream: { tokenEveryMs: 1 },
  ready: (room) => until(() => count(room, 'role.delta') > 50)
}

export const moments: readonly Moment[] = [
  { name: 'queued', busy: true, ready: async () => undefined },
  {
    name: 'before headers',
    upstream: { headersAfterMs: 60_000 },
    ready: ({ upstream }) => until(() => upstream.requests === roles.length)
  },
  {
    name: 'before the first token',
    upstream: { firstTokenAfterMs: 60_000 },
    ready: ({ upstream }) => until(() => upstream.requests === roles.length)
  },
  midStream,
  {
    name: 'between stages',
    plan: (url) =>
      planOf({ one: [roleLane('a', writing('x'))], two: [roleLane('b', sseAnalyst(url))] }),
    ready: (room) => until(() => count(room, 'stage.completed') > 0)
  },
  {
    name: 'racing completion',
    plan: () => planOf({ one: [roleLane('a', writing('x'))] }),
    ready: (room) => until(() => count(room, 'summary.completed') > 0)
  }
]

export const openCancelRoom = async (
  moment: Moment,
  { journal, reopen }: RoomJournal
): Promise<CancelRoom> => {
  const upstream = await startSseServer(moment.upstream)
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
  if (moment.busy === true) registry.start(streamingPlan(upstream.url), 'window:other')
  const plan = (moment.plan ?? streamingPlan)(upstream.url)
  const { session } = registry.start(plan, 'window:1')
  const events: AnyEnvelope[] = []
  registry.feed(session)?.onPublished((event) => events.push(event))
  const reopened = (): Promise<AnyEnvelope[]> => reopen(session)
  return { registry, journal, session, events, upstream, reopened }
}

/** Closes all and holds the journal, as found again, to what readers saw. */
export const closeCancelRoom = async (room: CancelRoom): Promise<void> => {
  await room.registry.shutdown()
  await room.journal.close()
  await room.upstream.close()
  expect(await room.reopened()).toEqual(room.events)
}

/** One terminal fact, the last of all, kept and seen alike, and an end to each role that began. */
export const expectOneEnd = async (
  room: CancelRoom,
  state: SessionState,
  reasons: readonly CancelReason[]
): Promise<void> => {
  const kept = await room.journal.read(room.session, 0)
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_event, index) => index + 1))
  expect(kept.filter(({ type }) => isTerminal(type))).toEqual([kept.at(-1)])
  expect(room.events).toEqual(kept)
  if (state.end?.type === 'session.cancelled') expect(reasons).toContain(state.end.reason)
  else expect(state.status).toBe('completed')
  const started = kept.filter(({ type }) => type === 'role.started').length
  expect(kept.filter(({ type }) => type === 'role.completed')).toHaveLength(started)
}

/** Whether all model sockets close with the session: not while another one still runs. */
export const allSocketsClose = (moment: Moment, reasons: readonly CancelReason[]): boolean =>
  moment.busy !== true || reasons.includes('shutdown')
