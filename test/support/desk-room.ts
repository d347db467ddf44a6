import { createHash } from 'node:crypto'
import type { EventMap, SummaryData } from '../../preload/contract/events'
import type { Fact } from '../../preload/contract/facts'
import { emptySessionState, plannedRole } from '../../preload/contract/session-initial'
import type { Mandate } from '../../preload/contract/mandate'
import type { RoleState, SessionState } from '../../preload/contract/session-state'
import type { EvidenceKind, Language, RoleStatus } from '../../preload/contract/words'
import { DeskAnalyst } from '../../main/analysts/desk/desk-analyst'
import { DeskSummarizer } from '../../main/analysts/desk/desk-summarizer'
import { deskRoles } from '../../main/analysts/desk/findings/absent-roles'
import type { RoleAnswer } from '../../main/engine/ports'
import { computeFacts } from '../../main/evidence/compute-facts'
import type { EvidenceItem, EvidenceSet } from '../../main/evidence/evidence-set'

/** Roles that run side by side see the room as it was when their stage began. */
const stages = [
  ['scout', 'intel', 'quant', 'historian'],
  ['bull', 'bear', 'risk'],
  ['strategist'],
  ['execution']
]

export const evidenceItem = (
  kind: EvidenceKind,
  text: string | Uint8Array,
  name: string
): EvidenceItem => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return { kind, name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

export interface EvidenceTexts {
  prices: string | Uint8Array
  benchmark?: string
  notes?: string
  asOf?: string
  subject?: string
  mandate?: Mandate
}

export const evidenceOf = ({ prices, benchmark, notes, asOf }: EvidenceTexts): EvidenceSet => ({
  prices: evidenceItem('prices', prices, 'prices.csv'),
  benchmark: benchmark === undefined ? null : evidenceItem('benchmark', benchmark, 'benchmark.csv'),
  notes: notes === undefined ? [] : [evidenceItem('notes', notes, 'notes.md')],
  fundamentals: null,
  asOfAsked: asOf ?? null
})

export const factsOf = ({ subject = 'Test', mandate, ...texts }: EvidenceTexts): Fact[] =>
  computeFacts({ subject, evidence: evidenceOf(texts), mandate: mandate ?? null }).facts

/** What a model states; it ends ok unless another end is given. */
type StatedByModel = Pick<RoleState, 'stance' | 'p' | 'mayKnow'> & { status?: RoleStatus }

export interface RoomOptions {
  language?: Language
  /** Roles that end otherwise than by their own answer. */
  endings?: Partial<Record<string, RoleStatus>>
  /** Roles that a model answers, and what it states. */
  models?: Partial<Record<string, StatedByModel>>
  /** Roles that have no seat. */
  unseated?: readonly string[]
  evidence?: EvidenceSet
}

export interface RoomResult {
  state: SessionState
  answers: Record<string, RoleAnswer>
  texts: Record<string, string>
  summary: SummaryData
  forecasts: EventMap['forecast.filed'][]
}

const emptyEvidence: EvidenceSet = evidenceOf({ prices: '' })

const afterAnswer = (role: RoleState, answer: RoleAnswer, text: string): RoleState => {
  const { findings } = answer
  if (answer.status === 'abstained') {
    return { ...role, text, findings, status: 'abstained', reason: answer.reason }
  }
  const { stance, p, confidence, claims, levels } = answer
  return { ...role, text, status: 'ok', stance, p, confidence, claims, findings, levels }
}

const answeredByModel = (role: RoleState, stated: StatedByModel): RoleState => ({
  ...role,
  ...{ status: 'ok', analyst: 'model', provider: 'local', model: 'm1', text: 'It stands.' },
  ...stated
})

/** The room without an engine: the desk's roles in their stages, then the summary. */
export const runDesk = async (
  facts: readonly Fact[],
  options: RoomOptions = {}
): Promise<RoomResult> => {
  const { language = 'en', endings = {}, unseated = [], evidence = emptyEvidence } = options
  const { models = {} } = options
  const { signal } = new AbortController()
  const analyst = new DeskAnalyst()
  const seated = deskRoles.filter((role) => !unseated.includes(role))
  let state: SessionState = {
    ...emptySessionState('test'),
    subject: { id: 'TEST', name: 'Test' },
    language,
    facts: [...facts],
    asOf: facts[0]?.asOf ?? null,
    roles: seated.map((role) => plannedRole('stage', role, ''))
  }
  const answers: Record<string, RoleAnswer> = {}
  const texts: Record<string, string> = {}
  const answerOf = async (role: RoleState): Promise<RoleState> => {
    const ending = endings[role.role]
    if (ending !== undefined) return { ...role, status: ending }
    const stated = models[role.role]
    if (stated !== undefined) return answeredByModel(role, stated)
    let text = ''
    const answer = await analyst.answer(
      {
        role: role.role,
        language,
        prompt: '',
        state,
        facts,
        evidence,
        write: (more) => void (text += more),
        use: () => undefined
      },
      { signal }
    )
    answers[role.role] = answer
    texts[role.role] = text
    return afterAnswer(role, answer, text)
  }
  for (const stage of stages) {
    const roles = await Promise.all(
      state.roles.map((role) => (stage.includes(role.role) ? answerOf(role) : role))
    )
    state = { ...state, roles }
  }
  const { summary, forecasts } = await new DeskSummarizer().summarize(
    { state, language },
    { signal }
  )
  return { state, answers, texts, summary, forecasts }
}

/** Every text of a room that a reader sees, by name. */
export const roomTexts = ({ texts, summary }: RoomResult): Record<string, string> => ({
  ...texts,
  header: summary.header,
  stanceLine: summary.stanceLine,
  event: summary.event,
  dissent: summary.dissent,
  swing: summary.swing,
  ...Object.fromEntries(summary.sections.map(({ id, text }) => [`section.${id}`, text])),
  ...Object.fromEntries(summary.missing.map(({ text }, index) => [`missing.${index}`, text])),
  ...Object.fromEntries(
    (summary.changes ?? []).map(({ text }, index) => [`change.${index}`, text])
  ),
  ...Object.fromEntries(
    (summary.concedes ?? []).map(({ role, text }) => [`concedes.${role}`, text])
  ),
  ...Object.fromEntries((summary.since ?? []).map((text, index) => [`since.${index}`, text])),
  ...Object.fromEntries((summary.notRead ?? []).map((text, index) => [`notRead.${index}`, text]))
})
