import type { PlannedStage } from './events'
import type { RoleState, SessionState, StageState } from './session-state'

/** The state of a session before its first event. */
export const emptySessionState = (session: string): SessionState => ({
  session,
  epoch: 1,
  seq: 0,
  status: 'queued',
  startedWallTime: null,
  subject: null,
  inputs: [],
  asOfAsked: null,
  asOf: null,
  language: 'en',
  prompt: '',
  marketContext: '',
  appVersion: '',
  playbook: null,
  settings: null,
  parent: null,
  mandate: null,
  stages: [],
  roles: [],
  facts: [],
  progress: { completed: 0, total: 0, current: null },
  usage: null,
  timeline: [],
  summary: null,
  end: null
})

/** A stage of the plan before it starts. */
export const plannedStage = (stage: PlannedStage): StageState => ({
  id: stage.id,
  label: stage.label,
  lanes: stage.lanes,
  status: 'pending',
  progress: 0,
  laneProgress: {},
  message: '',
  data: {},
  startedAtMs: null,
  endedAtMs: null
})

/** A role of the plan before it starts. */
export const plannedRole = (stage: string, role: string, label: string): RoleState => ({
  role,
  label,
  stage,
  status: 'pending',
  attempt: 0,
  analyst: null,
  provider: null,
  model: null,
  text: '',
  reasoning: '',
  startedAtMs: null,
  firstTokenMs: null,
  totalMs: null,
  usage: null,
  stance: null,
  confidence: null,
  p: null,
  claims: [],
  findings: [],
  levels: [],
  reason: null
})
