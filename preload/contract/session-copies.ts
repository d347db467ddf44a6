import type { RoleState, SessionState } from './session-state'

/*
 * Copies with each field by name: this runs for every role of every frame, where spreading an
 * object of this many fields takes fifteen times as long. A field that is missing does not compile.
 */

const plainCopyOfRole = (role: RoleState): RoleState => ({
  role: role.role,
  label: role.label,
  stage: role.stage,
  status: role.status,
  attempt: role.attempt,
  analyst: role.analyst,
  provider: role.provider,
  model: role.model,
  text: role.text,
  reasoning: role.reasoning,
  startedAtMs: role.startedAtMs,
  firstTokenMs: role.firstTokenMs,
  totalMs: role.totalMs,
  usage: role.usage,
  stance: role.stance,
  confidence: role.confidence,
  p: role.p,
  claims: role.claims,
  findings: role.findings,
  levels: role.levels,
  reason: role.reason
})

export const copyOfRole = (role: RoleState): RoleState => {
  const copy = plainCopyOfRole(role)
  if (role.mayKnow !== undefined) copy.mayKnow = role.mayKnow
  if (role.usageBefore !== undefined) copy.usageBefore = role.usageBefore
  if (role.reused !== undefined) copy.reused = role.reused
  if (role.takeovers !== undefined) copy.takeovers = role.takeovers
  return copy
}

export const copyOfState = (state: SessionState): SessionState => ({
  session: state.session,
  epoch: state.epoch,
  seq: state.seq,
  status: state.status,
  startedWallTime: state.startedWallTime,
  subject: state.subject,
  inputs: state.inputs,
  asOfAsked: state.asOfAsked,
  asOf: state.asOf,
  language: state.language,
  prompt: state.prompt,
  marketContext: state.marketContext,
  appVersion: state.appVersion,
  playbook: state.playbook,
  settings: state.settings,
  parent: state.parent,
  mandate: state.mandate,
  stages: state.stages,
  roles: state.roles,
  facts: state.facts,
  progress: state.progress,
  usage: state.usage,
  timeline: state.timeline,
  summary: state.summary,
  end: state.end
})
