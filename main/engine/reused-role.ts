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

const isSame = (was: Fact | undefined, is: Fact | undefined): boolean =>
  was !== undefined &&
  is !== undefined &&
  was.metric === is.metric &&
  was.value === is.value &&
  was.asOf === is.asOf

/**
 * Whether the parent's answer is one of this session, of which `view` is what the role may know: no role
 * before it ran anew, and each fact that it cites is what it was. Another version of the program may
 * number or compute facts otherwise.
 */
export const stillHolds = (
  { role, facts }: ReusedRole,
  view: Pick<SessionState, 'roles' | 'facts'>
): boolean => {
  const before = new Map(facts.map((fact) => [fact.id, fact]))
  const now = new Map(view.facts.map((fact) => [fact.id, fact]))
  const asBefore = view.roles.every(({ status, reused }) => status === 'pending' || reused === true)
  // What was cited and never was a fact is none now either.
  const same = (id: string): boolean =>
    before.has(id) ? isSame(before.get(id), now.get(id)) : !now.has(id)
  return asBefore && [...citedBy(role)].every(same)
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
