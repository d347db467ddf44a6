import type { EventMap } from '../../preload/contract/events'
import type { Fact } from '../../preload/contract/facts'
import type { RoleState, SessionState } from '../../preload/contract/session-state'
import type { SessionLog } from './session-log'
import type { ReusedRole, RoleLane, SessionPlan } from './session-plan'

const citedBy = ({ claims, findings, levels }: RoleState): Set<string> =>
  new Set([
    ...claims.flatMap(({ facts }) => facts),
    ...findings.flatMap(({ facts }) => facts),
    ...levels.map(({ fact }) => fact)
  ])

/**
 * Whether each fact that the answer cites is what it was: another version of the program may number
 * or compute them otherwise, and then the answer is none of this session.
 */
export const stillHolds = ({ role, facts }: ReusedRole, current: readonly Fact[]): boolean => {
  const [before, now] = [facts, current].map((list) => new Map(list.map((each) => [each.id, each])))
  return [...citedBy(role)].every((id) => {
    const [was, is] = [before?.get(id), now?.get(id)]
    if (was === undefined || is === undefined) return was === is
    return was.metric === is.metric && was.value === is.value && was.asOf === is.asOf
  })
}

const startedAgain = (
  { role, analyst, provider, model, mayKnow }: RoleState,
  { label }: RoleLane,
  stage: string
): EventMap['role.started'] => ({
  ...{ role, attempt: 1, label, stage, analyst: analyst ?? 'desk', provider, model },
  ...(mayKnow === undefined ? {} : { mayKnow }),
  reused: true
})

/** Puts the parent's answer in a session's log, as of its first attempt: it took no time and no money. */
export const giveAgain = (
  log: Pick<SessionLog, 'emit'>,
  { lane, stage, reused }: { lane: RoleLane; stage: string; reused: ReusedRole }
): void => {
  const { role: former } = reused
  const { role, status, text, reasoning, stance, confidence, p, reason } = former
  const { claims, findings, levels } = former
  void log.emit('role.started', startedAgain(former, lane, stage))
  for (const [kind, words] of [['reasoning', reasoning] as const, ['answer', text] as const]) {
    if (words === '') continue
    void log.emit('role.delta', { role, attempt: 1, offset: 0, kind, text: words })
  }
  void log.emit('role.completed', {
    ...{ role, attempt: 1, status, firstTokenMs: null, totalMs: 0, usage: null },
    ...{ stance, confidence, p, claims, findings, levels, reason }
  })
}

/** Of a session's forecasts those that its parent has not filed already: each is on record once. */
export const newForecasts = (
  { stages }: Pick<SessionPlan, 'stages'>,
  { roles }: SessionState,
  forecasts: readonly EventMap['forecast.filed'][]
): EventMap['forecast.filed'][] => {
  const lanes = stages.flatMap(({ lanes: each }) => each)
  return forecasts.filter(({ role, method }) => {
    const lane = lanes.find(({ id }) => id === role)
    const stands = roles.some((each) => each.role === role && each.reused === true)
    if (!stands || lane?.kind !== 'role' || lane.reused === undefined) return true
    const { filed } = lane.reused
    return filed !== null && !filed.includes(method)
  })
}
