import type { InputReference } from '../../preload/contract/events'
import type { Settings } from '../../preload/contract/settings'
import type { AnalystKind } from '../../preload/contract/words'
import type { Analyst, Job, Summarizer } from '../engine/ports'
import type { RoleLane, SessionPlan, Stage } from '../engine/session-plan'
import type { SessionRegistry } from '../engine/session-registry'
import type { EvidenceItem, EvidenceSet } from '../evidence/evidence-set'
import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import type { LoadedPlaybook } from '../playbooks/load-playbook'
import { chooseStages, planStages } from '../playbooks/plan-stages'
import type { PlaybookLane } from '../playbooks/playbook.schema'
import type { ModelChoice } from './model-choice'
import type { CheckedRequest, RetryOf, StartSession } from './ports'
import { roleLimits } from './role-limits'

export interface StartSessionParts {
  registry: Pick<SessionRegistry, 'start'>
  playbook: LoadedPlaybook
  /** What answers for a role, by the kind that the playbook names. */
  analysts: Partial<Record<AnalystKind, Analyst>>
  /** Models that answer for roles. Absent: none do. */
  models?: ModelChoice | null
  /** Jobs by the name that the playbook gives them. */
  jobs: Readonly<Record<string, Job>>
  summarizer: Summarizer
  settings: { get(): Settings }
  /** What models are told to be, for the record. */
  charters?: { version: string; sha256: string }
  appVersion: string
  seed: () => number
}

const reference = ({ kind, name, sha256, bytes }: EvidenceItem): InputReference => ({
  kind,
  name,
  sha256,
  bytes: bytes.byteLength
})

const inputsOf = ({ prices, benchmark, notes, fundamentals }: EvidenceSet): InputReference[] =>
  [prices, benchmark, ...notes, fundamentals].filter((item) => item !== null).map(reference)

const missingPart = (playbook: LoadedPlaybook, field: string, name: string): AppError => {
  const problem = `this program has no ${name}`
  const file = `${playbook.id}.json`
  return new AppError(errorCodes.playbookInvalid, `${file}: ${field}: ${problem}`, {
    parameters: { file, field, problem }
  })
}

type PlaybookRole = Extract<PlaybookLane, { kind: 'role' }>

/** Who answers for a role, in the order in which they are asked. */
const analystsOf = (
  { playbook, analysts, models = null }: StartSessionParts,
  { id, analyst: kind }: PlaybookRole
): readonly [Analyst, ...Analyst[]] => {
  const own = analysts[kind]
  if (own === undefined) throw missingPart(playbook, id, `analyst ${kind}`)
  const [first, ...others] = models?.analystsOf(id, own) ?? []
  return first === undefined ? [own] : [first, ...others]
}

const roleLaneOf = (
  parts: StartSessionParts,
  lane: PlaybookRole,
  { label, retryOf }: { label: string; retryOf: RetryOf | undefined }
): RoleLane => {
  const { kind, id } = lane
  const analysts = analystsOf(parts, lane)
  const reused = retryOf?.reused.find(({ role }) => role.role === id)
  const limits = roleLimits(lane, analysts, parts.settings.get())
  return { kind, id, label, analysts, ...limits, ...(reused === undefined ? {} : { reused }) }
}

const stagesOf = (parts: StartSessionParts, request: CheckedRequest): Stage[] => {
  const { playbook, jobs, models = null } = parts
  const named = models?.named ?? []
  if (named.length > 0) chooseStages(playbook, { mode: 'custom', roles: named })
  return chooseStages(playbook, request).map(({ id, lanes }) => ({
    id,
    lanes: lanes.map((lane) => {
      const label = lane.labels[request.language]
      const { retryOf } = request
      if (lane.kind === 'role') return roleLaneOf(parts, lane, { label, retryOf })
      const job = jobs[lane.job]
      if (job === undefined) throw missingPart(playbook, lane.id, `job ${lane.job}`)
      return { kind: lane.kind, id: lane.id, label, job }
    })
  }))
}

/** On record where a model may answer. */
const chartersOf = (
  { charters }: StartSessionParts,
  stages: readonly Stage[]
): Pick<SessionPlan['started'], 'charters'> => {
  const asked = stages.some(({ lanes }) =>
    lanes.some((lane) => lane.kind === 'role' && lane.analysts.some(({ kind }) => kind === 'model'))
  )
  if (!asked || charters === undefined) return {}
  return { charters: { version: charters.version, sha256: charters.sha256 } }
}

/** Where a session comes from: a new one from nowhere, one that tries a role again from its parent. */
const originOf = (
  { seed }: StartSessionParts,
  { retryOf }: CheckedRequest
): Pick<SessionPlan['started'], 'seed' | 'parent' | 'reused'> => {
  if (retryOf === undefined) return { seed: seed(), parent: null }
  const reused = retryOf.reused.map(({ role }) => role.role)
  const named = reused.length === 0 ? {} : { reused }
  return { seed: retryOf.seed, parent: retryOf.session, ...named }
}

const planOf = (parts: StartSessionParts, request: CheckedRequest): SessionPlan => {
  const { playbook, appVersion, summarizer } = parts
  const { evidence, subject, mode, roles, prompt, marketContext, language, mandate } = request
  const { paceCharactersPerSecond, sessionBudget, roleBudget } = parts.settings.get()
  const stages = stagesOf(parts, request)
  const limits = stages.flatMap(({ lanes }) =>
    lanes.flatMap((lane) => (lane.kind === 'role' ? [[lane.id, lane.limitMs] as const] : []))
  )
  return {
    started: {
      appVersion,
      playbook: { id: playbook.id, version: playbook.version, sha256: playbook.sha256 },
      subject: { id: subject.sha256, name: subject.name },
      inputs: inputsOf(evidence),
      asOfAsked: evidence.asOfAsked,
      prompt,
      ...(marketContext === '' ? {} : { marketContext }),
      settings: { mode, roles, paceCharactersPerSecond, roleLimitsMs: Object.fromEntries(limits) },
      language,
      ...originOf(parts, request),
      stages: planStages(playbook, { mode, roles, language }),
      ...chartersOf(parts, stages),
      mandate
    },
    stages,
    evidence,
    summarizer,
    budget: { session: parts.models?.budget ?? sessionBudget, role: roleBudget }
  }
}

/** Makes a plan of a checked request and starts it. */
export const createStartSession =
  (parts: StartSessionParts): StartSession =>
  (request, holder) =>
    parts.registry.start(planOf(parts, request), holder)
