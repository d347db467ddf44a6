import type { ErrorShape } from '../../../preload/contract/errors'
import type { AnyEnvelope, EventMap, EventType, Usage } from '../../../preload/contract/events'
import { fixtureSession, sessionEvents } from './session-events'

const startedWallTime = 1_221_436_800_000

type Told = { [T in EventType]: { type: T; data: EventMap[T] } }[EventType]

/** Numbers events as a session's own, on from the last of `before`. */
export const continued = (
  before: readonly AnyEnvelope[],
  told: readonly Told[],
  session = fixtureSession
): AnyEnvelope[] => {
  const seq = before.at(-1)?.seq ?? 0
  return told.map((each, index) => {
    const head = { v: 1 as const, session, epoch: 1, seq: seq + index + 1, atMs: 300 + index }
    return { ...head, wallTime: startedWallTime + head.atMs, ...each } as AnyEnvelope
  })
}

/** Up to where the roles begin: the plan and the facts. */
export const beginning = (): AnyEnvelope[] => {
  const events = sessionEvents()
  return events.slice(
    0,
    events.findIndex(({ type }) => type === 'role.started')
  )
}

/** A beginning as another session's, with something of its start changed. */
export const beginningOf = (
  session: string,
  change: Partial<EventMap['session.started']>
): AnyEnvelope[] =>
  beginning().map((event): AnyEnvelope => {
    const own = { ...event, session }
    if (own.type !== 'session.started') return own
    return { ...own, data: { ...own.data, ...change } }
  })

export const network: ErrorShape = {
  ...{ code: 'provider.network', message: 'no way', retryable: true },
  parameters: { provider: 'Anthropic' }
}

export const usedTokens: Usage = {
  ...{ inputTokens: 1_200, outputTokens: 345, costUsd: 0.00215, estimated: false }
}

const labels: Record<string, string> = { bull: 'Bull', bear: 'Bear', scout: 'Scout' }

/** A role is asked: of a model unless it says otherwise. */
export const asked = (
  role: string,
  change: Partial<EventMap['role.started']> = {}
): Extract<Told, { type: 'role.started' }> => ({
  type: 'role.started',
  data: {
    ...{ role, attempt: 1, label: labels[role] ?? role, stage: 'challenge' },
    ...{ analyst: 'model', provider: 'anthropic', model: 'claude-opus' },
    ...change
  }
})

export const typed = (
  role: string,
  text: string,
  change: Partial<EventMap['role.delta']> = {}
): Told => ({
  type: 'role.delta',
  data: { role, attempt: 1, offset: 0, kind: 'answer', text, ...change }
})

export const answered = (role: string, change: Partial<EventMap['role.completed']> = {}): Told => ({
  type: 'role.completed',
  data: {
    ...{ role, attempt: 1, status: 'ok', firstTokenMs: 40, totalMs: 900, usage: usedTokens },
    ...{ stance: 'buy', confidence: 0.6, p: 0.61, claims: [], findings: [], levels: [] },
    ...{ reason: null, ...change }
  }
})

export const ended: Told = { type: 'session.completed', data: { reason: 'done' } }
