import type { EventMap } from '../../preload/contract/events'
import type { Language } from '../../preload/contract/words'
import { unlimited } from '../../preload/contract/settings'
import type { Analyst, Job, RoleAnswer, RoleContext, Summarizer } from '../../main/engine/ports'
import type { Lane, SessionPlan } from '../../main/engine/session-plan'

export const emptyEvidence = {
  prices: {
    kind: 'prices' as const,
    name: 'none.csv',
    sha256: '0'.repeat(64),
    bytes: new Uint8Array()
  },
  benchmark: null,
  notes: [],
  fundamentals: null,
  asOfAsked: null
}

export const okAnswer: RoleAnswer = {
  status: 'ok',
  stance: null,
  confidence: null,
  p: null,
  claims: [],
  findings: [],
  levels: []
}

/** An analyst whose answer is the given function: for the engine's own rules. */
export const scripted = (
  answer: (context: RoleContext, signal: AbortSignal) => Promise<RoleAnswer> | RoleAnswer
): Analyst => ({
  kind: 'desk',
  provider: null,
  model: null,
  answer: async (context, { signal }) => answer(context, signal)
})

/** Writes its words and answers at once. */
export const writing = (...words: string[]): Analyst =>
  scripted((context) => {
    for (const word of words) context.write(word)
    return okAnswer
  })

export const emptySummary: EventMap['summary.completed'] = {
  header: '',
  stanceLine: '',
  stance: 'no-call',
  direction: 'neutral',
  p: null,
  confidence: null,
  margin: null,
  event: '',
  sections: [],
  consensus: { up: 0, down: 0, neutral: 0, abstained: 0 },
  lines: [],
  dissent: '',
  swing: '',
  flipPrices: { up: null, down: null },
  missing: [],
  claims: []
}

export const plainSummarizer: Summarizer = {
  summarize: async () => ({ summary: emptySummary, forecasts: [] })
}

export const roleLane = (id: string, analyst: Analyst, limitMs = 15_000): Lane => ({
  kind: 'role',
  id,
  label: id,
  analysts: [analyst],
  limitMs,
  firstTextLimitMs: null
})

export const jobLane = (id: string, run: Job['run']): Lane => ({
  kind: 'job',
  id,
  label: id,
  job: { run }
})

export interface PlanOptions {
  language?: Language
  paceCharactersPerSecond?: number
  summarizer?: Summarizer
}

/** A session plan of the given stages: name → lanes. */
export const planOf = (
  stages: Record<string, Lane[]>,
  { language = 'en', paceCharactersPerSecond = 0, summarizer = plainSummarizer }: PlanOptions = {}
): SessionPlan => ({
  started: {
    appVersion: '0.0.0',
    playbook: { id: 'test', version: '1.0.0', sha256: '0'.repeat(64) },
    subject: { id: 'TEST', name: 'Test' },
    inputs: [],
    asOfAsked: null,
    prompt: '',
    settings: { mode: 'god', roles: [], paceCharactersPerSecond, roleLimitsMs: {} },
    language,
    seed: 1,
    parent: null,
    stages: Object.entries(stages).map(([id, lanes]) => ({
      id,
      label: id,
      lanes: lanes.map((lane) => ({ id: lane.id, kind: lane.kind, label: lane.label }))
    }))
  },
  stages: Object.entries(stages).map(([id, lanes]) => ({ id, lanes })),
  evidence: emptyEvidence,
  summarizer,
  budget: { session: unlimited, role: unlimited }
})
