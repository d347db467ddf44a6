import type { AnyEnvelope, Envelope, EventType } from './events'
import { SessionDraft } from './session-draft'
import { emptySessionState, plannedRole, plannedStage } from './session-initial'
import type { RoleState, SessionEnd, SessionState, StageState, StageStatus } from './session-state'
import { sumOfUsage, usageOfRoles } from './usage'

const started = (
  state: SessionState,
  { data, wallTime }: Envelope<'session.started'>
): SessionState => ({
  ...state,
  status: 'queued',
  startedWallTime: wallTime,
  subject: data.subject,
  inputs: data.inputs,
  asOfAsked: data.asOfAsked,
  language: data.language,
  prompt: data.prompt,
  marketContext: data.marketContext ?? '',
  appVersion: data.appVersion,
  playbook: data.playbook,
  settings: data.settings,
  parent: data.parent,
  mandate: data.mandate ?? null,
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

const stageUpdated = (state: SessionState, { data }: Envelope<'stage.updated'>): SessionState =>
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

/** What an attempt used is not forgotten with its text. */
const usedBefore = ({ usageBefore, usage }: RoleState): Pick<RoleState, 'usageBefore'> => {
  const used = sumOfUsage([usageBefore ?? [], usage ?? []].flat())
  return used === null ? {} : { usageBefore: used }
}

const withUsage = (state: SessionState): SessionState => ({
  ...state,
  usage: usageOfRoles(state.roles)
})

const roleStarted = (state: SessionState, { data, atMs }: Envelope<'role.started'>): SessionState =>
  withRole(state, data.role, (role) => ({
    ...plannedRole(role.stage, role.role, data.label),
    status: 'running',
    attempt: data.attempt,
    analyst: data.analyst,
    provider: data.provider,
    model: data.model,
    ...usedBefore(role),
    ...(data.mayKnow === undefined ? {} : { mayKnow: data.mayKnow }),
    ...(data.reused === undefined ? {} : { reused: data.reused }),
    ...(role.takeovers === undefined ? {} : { takeovers: role.takeovers }),
    startedAtMs: atMs
  }))

/** The failed attempt still stands in the role: who tried, and why it ended. */
const roleReassigned = (state: SessionState, { data }: Envelope<'role.reassigned'>): SessionState =>
  withRole(state, data.role, (role) => {
    const { attempt, provider, model, reason } = role
    const failed = { attempt, provider, model, reason }
    return { ...role, takeovers: [...(role.takeovers ?? []), failed] }
  })

const roleCompleted = (state: SessionState, { data }: Envelope<'role.completed'>): SessionState => {
  const { role: id, ...result } = data
  const next = withUsage(withRole(state, id, (role) => ({ ...role, ...result })))
  const stage = state.roles.find((role) => role.role === id)?.stage
  return stage === undefined
    ? next
    : withStage(next, stage, (each) => withLaneProgress(each, id, 1))
}

/** What had not begun was skipped; what ran when the session broke off has no end of its own. */
const settled = <T extends { status: string }>(
  part: T
): T | (Omit<T, 'status'> & { status: 'skipped' | 'cancelled' }) => {
  if (part.status === 'pending') return { ...part, status: 'skipped' }
  return part.status === 'running' ? { ...part, status: 'cancelled' } : part
}

const ended = (
  state: SessionState,
  status: 'completed' | 'cancelled' | 'failed',
  end: SessionEnd
): SessionState => ({
  ...state,
  status,
  end,
  stages: state.stages.map(settled),
  roles: state.roles.map(settled)
})

/** Typing is not among them: a draft takes it without a copy for each token. */
type HandledType = Exclude<EventType, 'role.delta'>
type Handlers = { [T in HandledType]: (state: SessionState, event: Envelope<T>) => SessionState }

const unchanged = (state: SessionState): SessionState => state

const handlers: Handlers = {
  'session.started': started,
  'session.paused': (state) => ({ ...state, status: 'paused' }),
  // One that was paused before its turn came waits for it still.
  'session.resumed': (state) => ({
    ...state,
    status: state.stages.every(({ status }) => status === 'pending') ? 'queued' : 'running'
  }),
  'stage.started': (state, { data, atMs }) =>
    withStage({ ...state, status: 'running' }, data.stage, (stage) => ({
      ...stage,
      status: 'running',
      startedAtMs: atMs
    })),
  'stage.updated': stageUpdated,
  'stage.completed': (state, { data, atMs }) => stageEnded(state, data.stage, 'completed', atMs),
  'stage.failed': (state, { data, atMs }) => {
    const cancelled = data.error.code === 'session.cancelled'
    return stageEnded(state, data.stage, cancelled ? 'cancelled' : 'failed', atMs)
  },
  'facts.added': (state, { data }) => ({
    ...state,
    asOf: data.asOf,
    facts: [...state.facts, ...data.facts]
  }),
  'role.started': roleStarted,
  'role.completed': roleCompleted,
  'role.reassigned': roleReassigned,
  'usage.updated': (state, { data }) =>
    withUsage(withRole(state, data.role, (role) => ({ ...role, usage: data.usage }))),
  'progress.updated': (state, { data }) => ({ ...state, progress: data }),
  'summary.completed': (state, { data }) => ({ ...state, summary: data }),
  'session.completed': (state, { type, atMs }) => ended(state, 'completed', { type, atMs }),
  'session.cancelled': (state, { type, atMs, data }) =>
    ended(state, 'cancelled', { type, atMs, reason: data.reason }),
  'session.failed': (state, { type, atMs, data }) =>
    ended(state, 'failed', { type, atMs, error: data.error }),
  // Kept in the timeline; they change nothing else.
  'role.prompted': unchanged,
  'forecast.filed': unchanged,
  'review.requested': unchanged,
  'review.resolved': unchanged,
  'log.appended': unchanged
}

const isNews = ({ epoch, seq, end }: SessionState, event: AnyEnvelope): boolean =>
  end === null && (event.epoch > epoch || (event.epoch === epoch && event.seq > seq))

const apply = (draft: SessionDraft, event: AnyEnvelope): void => {
  if (event.type === 'role.delta') return draft.type(event)
  const handler = handlers[event.type] as (state: SessionState, event: AnyEnvelope) => SessionState
  draft.replace(handler(draft.state, event))
}

/**
 * The state after `events`, oldest first; the one way in which a state is made. Pure: the given
 * state is left as it was, and nothing that it holds is copied more than once. An event already
 * seen (by epoch and seq) changes nothing, nor does anything after a terminal event. A delta that
 * stands for several is applied by its offset, also when its beginning has been seen.
 */
export const reduceFrame = (state: SessionState, events: Iterable<AnyEnvelope>): SessionState => {
  const draft = new SessionDraft(state)
  for (const event of events) {
    if (!isNews(draft.state, event)) continue
    apply(draft, event)
    draft.note(event)
  }
  return draft.done()
}

/** The state after one more event, as `reduceFrame` makes it. */
export const reduceSession = (state: SessionState, event: AnyEnvelope): SessionState =>
  reduceFrame(state, [event])

/** The state after all of a session's `events`, oldest first. */
export const reduceEvents = (session: string, events: Iterable<AnyEnvelope>): SessionState =>
  reduceFrame(emptySessionState(session), events)
