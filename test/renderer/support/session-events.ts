import type { AnyEnvelope, EventMap, EventType } from '../../../preload/contract/events'
import type { Fact } from '../../../preload/contract/facts'
import type { Language, RoleStatus } from '../../../preload/contract/words'
import { fixtureFacts } from './fixture-facts'
import { fixtureStages } from './fixture-plan'
import { fixtureSummary } from './fixture-summary'
import { fixtureTexts } from './fixture-texts'

export const fixtureSession = 'session-1'
export const fixtureSha256 = 'ab12cd34ef56'.padEnd(64, '0')

type Draft = { [T in EventType]: { type: T; data: EventMap[T]; atMs: number } }[EventType]

/** How a scripted session goes; every part has a plain default. */
export interface Script {
  language?: Language
  startedWallTime?: number
  /** Roles that end another way than `ok`. */
  endings?: Record<string, Exclude<RoleStatus, 'ok'>>
  facts?: Fact[]
  chunk?: number
}

const stageMs = 900
const factsMs = 240

const started = (language: Language): EventMap['session.started'] => ({
  appVersion: '0.1.0',
  playbook: { id: 'equity', version: '1.0.0', sha256: fixtureSha256 },
  subject: { id: fixtureSha256, name: 'S&P 500' },
  inputs: [{ kind: 'prices', name: 'sp500.csv', sha256: fixtureSha256, bytes: 281_000 }],
  asOfAsked: '2008-09-14',
  prompt: '',
  settings: { mode: 'god', roles: [], paceCharactersPerSecond: 600, roleLimitsMs: {} },
  language,
  seed: 1,
  parent: null,
  stages: fixtureStages(language)
})

const roleDrafts = (
  stage: string,
  role: { id: string; label: string },
  text: string,
  { atMs, ending, chunk }: { atMs: number; ending: RoleStatus; chunk: number }
): Draft[] => {
  const drafts: Draft[] = []
  const { id, label } = role
  const analyst = { analyst: 'desk' as const, provider: null, model: null }
  drafts.push({
    type: 'role.started',
    data: { role: id, attempt: 1, label, stage, ...analyst },
    atMs
  })
  const shown = ending === 'ok' ? text : ending === 'abstained' ? '' : text.slice(0, 90)
  for (let offset = 0; offset < shown.length; offset += chunk) {
    const part = shown.slice(offset, offset + chunk)
    const at = atMs + 40 + Math.round((offset / 600) * 1_000)
    drafts.push({
      type: 'role.delta',
      data: { role: id, attempt: 1, offset, kind: 'answer', text: part },
      atMs: at
    })
  }
  const totalMs = 60 + Math.round((shown.length / 600) * 1_000)
  const call = ending === 'ok' && (id === 'quant' || id === 'historian' || id === 'strategist')
  const parameters = { role: id, seconds: 15, detail: 'no such window' }
  const reasons = {
    abstained: 'role.abstained',
    timeout: 'role.timeout',
    error: 'role.crashed',
    cancelled: 'role.cancelled'
  } as const
  drafts.push({
    type: 'role.completed',
    data: {
      ...{ role: id, attempt: 1, status: ending, usage: null, totalMs },
      firstTokenMs: shown === '' ? null : 40,
      ...{ stance: call ? ('sell' as const) : null, confidence: call ? 0.52 : null },
      ...{ p: call ? 0.48 : null, claims: [], findings: [] },
      levels: id === 'execution' && ending === 'ok' ? fixtureLevels : [],
      reason:
        ending === 'ok'
          ? null
          : { code: reasons[ending], message: ending, retryable: false, parameters }
    },
    atMs: atMs + totalMs
  })
  return drafts
}

const fixtureLevels = [
  { kind: 'stop', price: 1_194, fact: 'F18' },
  { kind: 'target', price: 1_322, fact: 'F20' }
]

const intake = (facts: Fact[], language: Language): Draft[] => {
  const words = language === 'en' ? 'Computing facts' : '計算事實'
  const update = (progress: number, data: Record<string, unknown>): Draft => ({
    type: 'stage.updated',
    data: { stage: 'intake', lane: 'facts', progress, message: words, data },
    atMs: Math.round(progress * factsMs)
  })
  return [
    { type: 'stage.started', data: { stage: 'intake' }, atMs: 1 },
    update(0.1, { file: 'sp500.csv', bars: 2187 }),
    update(0.6, { from: '2000-01-03', to: '2008-09-12' }),
    update(1, { facts: facts.length }),
    { type: 'facts.added', data: { asOf: '2008-09-12', facts }, atMs: factsMs },
    { type: 'stage.completed', data: { stage: 'intake' }, atMs: factsMs }
  ]
}

const drafted = (script: Script): Draft[] => {
  const { language = 'en', endings = {}, facts = fixtureFacts, chunk = 12 } = script
  const texts = fixtureTexts(language)
  const drafts: Draft[] = [
    { type: 'session.started', data: started(language), atMs: 0 },
    ...intake(facts, language)
  ]
  let atMs = factsMs
  for (const stage of fixtureStages(language).slice(1)) {
    const parts = stage.lanes.flatMap((lane) =>
      roleDrafts(stage.id, lane, texts[lane.id] ?? '', {
        ...{ atMs: atMs + 1, chunk },
        ending: endings[lane.id] ?? (lane.id === 'intel' ? 'abstained' : 'ok')
      })
    )
    drafts.push({ type: 'stage.started', data: { stage: stage.id }, atMs })
    drafts.push(...parts.sort((one, other) => one.atMs - other.atMs))
    atMs = Math.max(atMs + stageMs, ...parts.map((part) => part.atMs)) + 1
    drafts.push({ type: 'stage.completed', data: { stage: stage.id }, atMs })
    const completed = drafts.filter((draft) => draft.type === 'role.completed').length
    drafts.push({ type: 'progress.updated', data: { completed, total: 9, current: null }, atMs })
  }
  const warning = language === 'en' ? 'Opens are copied before 2006' : '2006 年前的開盤價為複製值'
  drafts.push({ type: 'log.appended', data: { level: 'warning', message: warning }, atMs })
  drafts.push({ type: 'summary.completed', data: fixtureSummary(language), atMs })
  drafts.push({ type: 'session.completed', data: { reason: 'done' }, atMs })
  return drafts
}

const numbered = (drafts: readonly Draft[], startedWallTime: number): AnyEnvelope[] =>
  drafts.map(({ type, data, atMs }, index) => {
    const head = { v: 1 as const, session: fixtureSession, epoch: 1, seq: index + 1, atMs }
    return { ...head, wallTime: startedWallTime + atMs, type, data } as AnyEnvelope
  })

/** A whole session of the equity playbook, as the stream would tell it. */
export const sessionEvents = (script: Script = {}): AnyEnvelope[] =>
  numbered(drafted(script), script.startedWallTime ?? 1_221_436_800_000)

/** The first events of a session, up to `share` of it, and then an end of another kind. */
export const endedEarly = (
  events: readonly AnyEnvelope[],
  share: number,
  end: 'session.cancelled' | 'session.failed'
): AnyEnvelope[] => {
  const kept = events.slice(0, Math.max(2, Math.floor(events.length * share)))
  const last = kept.at(-1)
  if (last === undefined) return []
  const tail: { type: EventType; data: unknown }[] = []
  const failed = end === 'session.failed'
  const error = {
    code: failed ? 'job.failed' : 'session.cancelled',
    message: end,
    retryable: false
  }
  const running = new Set<string>()
  const stages = new Set<string>()
  for (const event of kept) {
    if (event.type === 'role.started') running.add(event.data.role)
    if (event.type === 'role.completed') running.delete(event.data.role)
    if (event.type === 'stage.started') stages.add(event.data.stage)
    if (event.type === 'stage.completed') stages.delete(event.data.stage)
  }
  for (const role of running) {
    const reason = { code: 'role.cancelled', message: '', retryable: false, parameters: { role } }
    const none = { usage: null, stance: null, confidence: null, p: null }
    const lists = { claims: [], findings: [], levels: [] }
    const times = { firstTokenMs: 40, totalMs: 900 }
    const data = { role, attempt: 1, status: 'cancelled', ...none, ...lists, ...times, reason }
    tail.push({ type: 'role.completed', data })
  }
  for (const stage of stages) tail.push({ type: 'stage.failed', data: { stage, error } })
  tail.push({ type: end, data: failed ? { error } : { reason: 'user' } })
  return [
    ...kept,
    ...tail.map((each, index) => ({ ...last, ...each, seq: last.seq + index + 1 }) as AnyEnvelope)
  ]
}
