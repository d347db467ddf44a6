import type { AnyEnvelope, EventMap } from './events'
import { emptySessionState, plannedRole, plannedStage } from './session-initial'
import type { RoleState, SessionEnd, SessionState, StageState, StageStatus } from './session-state'
import { extendTimeline } from './session-timeline'

const started = (
  state: SessionState,
  data: EventMap['session.started'],
  wallTime: number
): SessionState => ({
  ...state,
  status: 'running',
  startedWallTime: wallTime,
  subject: data.subject,
  inputs: data.inputs,
  asOfAsked: data.asOfAsked,
  language: data.language,
  prompt: data.prompt,
  appVersion: data.appVersion,
  playbook: data.playbook,
  settings: data.settings,
  parent: data.parent,
  stages: data.stages.map(plannedStage),
  roles: data.stages.flatMap((stage) =>
    stage.lanes
      .filter((lane) => lane.kind === 'role')
      .map((lane) => plannedRole(stage.id, lane.id, lane.label))
  )
})

const withStage = (
  state: SessionState,
  id: string,
  change: (stage: StageState) => StageState
): SessionState => ({
  ...state,
  stages: state.stages.map((stage) => (stage.id === id ? change(stage) : stage))
})

const withRole = (
  state: SessionState,
  id: string,
  change: (role: RoleState) => RoleState
): SessionState => ({
  ...state,
  roles: state.roles.map((role) => (role.role === id ? change(role) : role))
})

const withLaneProgress = (stage: StageState, lane: string, progress: number): StageState => {
  const laneProgress = { ...stage.laneProgress, [lane]: Math.min(1, Math.max(0, progress)) }
  const sum = stage.lanes.reduce((total, each) => total + (laneProgress[each.id] ?? 0), 0)
  return { ...stage, laneProgress, progress: stage.lanes.length > 0 ? sum / stage.lanes.length : 0 }
}

const stageUpdated = (state: SessionState, data: EventMap['stage.updated']): SessionState =>
  withStage(state, data.stage, (stage) => {
    const moved = data.progress === null ? stage : withLaneProgress(stage, data.lane, data.progress)
    return {
      ...moved,
      message: data.message === '' ? stage.message : data.message,
      data: { ...stage.data, ...data.data }
    }
  })

const stageEnded = (
  state: SessionState,
  id: string,
  status: StageStatus,
  atMs: number
): SessionState =>
  withStage(state, id, (stage) => ({
    ...stage,
    status,
    progress: status === 'completed' ? 1 : stage.progress,
    endedAtMs: atMs
  }))

const roleStarted = (
  state: SessionState,
  data: EventMap['role.started'],
  atMs: number
): SessionState =>
  withRole(state, data.role, (role) => ({
    ...plannedRole(role.stage, role.role, data.label),
    status: 'running',
    attempt: data.attempt,
    analyst: data.analyst,
    provider: data.provider,
    model: data.model,
    startedAtMs: atMs
  }))

const roleDelta = (state: SessionState, data: EventMap['role.delta'], atMs: number): SessionState =>
  withRole(state, data.role, (role) => {
    const field = data.kind === 'answer' ? 'text' : 'reasoning'
    const first = role.firstTokenMs ?? atMs - (role.startedAtMs ?? atMs)
    // Text only grows: what a replay repeats is already there.
    const known = Math.max(0, role[field].length - data.offset)
    return { ...role, firstTokenMs: first, [field]: role[field] + data.text.slice(known) }
  })

const roleCompleted = (state: SessionState, data: EventMap['role.completed']): SessionState => {
  const { role: id, ...result } = data
  const next = withRole(state, id, (role) => ({ ...role, ...result }))
  const stage = state.roles.find((role) => role.role === id)?.stage
  return stage === undefined
    ? next
    : withStage(next, stage, (each) => withLaneProgress(each, id, 1))
}

const ended = (state: SessionState, end: SessionEnd): SessionState => ({
  ...state,
  status:
    end.type === 'session.completed'
      ? 'completed'
      : end.type === 'session.cancelled'
        ? 'cancelled'
        : 'failed',
  end,
  stages: state.stages.map((stage) =>
    stage.status === 'pending' ? { ...stage, status: 'skipped' } : stage
  ),
  roles: state.roles.map((role) =>
    role.status === 'pending' ? { ...role, status: 'skipped' } : role
  )
})

const apply = (state: SessionState, event: AnyEnvelope): SessionState => {
  switch (event.type) {
    case 'session.started':
      return started(state, event.data, event.wallTime)
    case 'session.paused':
      return { ...state, status: 'paused' }
    case 'session.resumed':
      return { ...state, status: 'running' }
    case 'stage.started':
      return withStage(state, event.data.stage, (stage) => ({
        ...stage,
        status: 'running',
        startedAtMs: event.atMs
      }))
    case 'stage.updated':
      return stageUpdated(state, event.data)
    case 'stage.completed':
      return stageEnded(state, event.data.stage, 'completed', event.atMs)
    case 'stage.failed':
      return stageEnded(
        state,
        event.data.stage,
        event.data.error.code === 'session.cancelled' ? 'cancelled' : 'failed',
        event.atMs
      )
    case 'facts.added':
      return { ...state, asOf: event.data.asOf, facts: [...state.facts, ...event.data.facts] }
    case 'role.started':
      return roleStarted(state, event.data, event.atMs)
    case 'role.delta':
      return roleDelta(state, event.data, event.atMs)
    case 'role.completed':
      return roleCompleted(state, event.data)
    case 'usage.updated':
      return withRole(state, event.data.role, (role) => ({ ...role, usage: event.data.usage }))
    case 'progress.updated':
      return { ...state, progress: event.data }
    case 'summary.completed':
      return { ...state, summary: event.data }
    case 'session.completed':
      return ended(state, { type: event.type, atMs: event.atMs })
    case 'session.cancelled':
      return ended(state, { type: event.type, atMs: event.atMs, reason: event.data.reason })
    case 'session.failed':
      return ended(state, { type: event.type, atMs: event.atMs, error: event.data.error })
    // Kept in the timeline; they change nothing else.
    case 'role.prompted':
    case 'role.reassigned':
    case 'forecast.filed':
    case 'review.requested':
    case 'review.resolved':
    case 'log.appended':
      return state
  }
}

/**
 * The state after one more event. Pure: the given state is left as it was. An event already seen
 * (by epoch and seq) changes nothing, nor does anything after a terminal event.
 */
export const reduceSession = (state: SessionState, event: AnyEnvelope): SessionState => {
  if (event.epoch < state.epoch || (event.epoch === state.epoch && event.seq <= state.seq)) {
    return state
  }
  if (state.end !== null) return state
  const next = apply(state, event)
  const timeline = extendTimeline(next.timeline, event)
  return { ...next, epoch: event.epoch, seq: event.seq, timeline }
}

/** The state after all of `events`, oldest first. */
export const reduceEvents = (session: string, events: Iterable<AnyEnvelope>): SessionState => {
  let state = emptySessionState(session)
  for (const event of events) state = reduceSession(state, event)
  return state
}

/** Whether a session can still change. */
export const isLive = (state: SessionState): boolean => state.end === null
