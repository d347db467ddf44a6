import fc, { type Arbitrary } from 'fast-check'
import type { BoardRow } from '../../preload/contract/board'
import { errorCodes, type ErrorShape } from '../../preload/contract/errors'
import type { AnyEnvelope, Claim, EventMap, EventType, Usage } from '../../preload/contract/events'
import type { Fact, FactSource } from '../../preload/contract/facts'
import { positions } from '../../preload/contract/mandate'
import type { ClientFrame, ControlFrame } from '../../preload/contract/wire'
import * as words from '../../preload/contract/words'

/** Any text, lone surrogates included: a delta may be cut in the middle of a character. */
const text = fc.string({ unit: 'binary', maxLength: 12 })
const count = fc.nat()
/** JSON has no negative zero, no infinity. */
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Object.is(value, -0) ? 0 : value))
const orNull = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | null> => fc.option(arbitrary)
const few = <T>(arbitrary: Arbitrary<T>): Arbitrary<T[]> => fc.array(arbitrary, { maxLength: 2 })
const json = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
const free = fc.dictionary(text, json, { maxKeys: 2, noNullPrototype: true })

const error: Arbitrary<ErrorShape> = fc.record(
  {
    code: fc.constantFrom(...Object.values(errorCodes)),
    message: text,
    retryable: fc.boolean(),
    parameters: fc.dictionary(text, fc.oneof(text, number), { maxKeys: 2, noNullPrototype: true })
  },
  { requiredKeys: ['code', 'message', 'retryable'] }
)

const usage: Arbitrary<Usage> = fc.record({
  inputTokens: count,
  outputTokens: count,
  costUsd: orNull(number),
  estimated: fc.boolean()
})

const claim: Arbitrary<Claim> = fc.record({
  text,
  offset: count,
  length: count,
  facts: few(text)
})

const source: Arbitrary<FactSource> = fc.oneof(
  fc.record({
    kind: fc.constant('price-rows' as const),
    file: text,
    from: text,
    to: text,
    bars: count,
    sha256: text
  }),
  fc.record({
    kind: fc.constant('fundamentals' as const),
    file: text,
    field: text,
    end: text,
    sha256: text
  }),
  fc.record({ kind: fc.constant('derived' as const), inputs: few(text), formula: text })
)

const fact: Arbitrary<Fact> = fc.record({
  id: text,
  subject: text,
  metric: text,
  value: fc.oneof(number, text),
  unit: fc.constantFrom('price', 'ratio', 'text'),
  basis: fc.constantFrom('split', 'total', 'none'),
  asOf: text,
  from: text,
  to: text,
  source,
  formula: text
})

const stance = fc.constantFrom(...words.stances)
const analyst = fc.constantFrom('desk' as const, 'model' as const)
const paused = fc.record({ by: text, reason: text })
const stageOnly = fc.record({ stage: text })

const stage = fc.record({
  id: text,
  label: text,
  lanes: few(
    fc.record({ id: text, kind: fc.constantFrom('role' as const, 'job' as const), label: text })
  )
})

const mandate = fc.record({
  position: orNull(fc.constantFrom(...positions)),
  equity: orNull(number),
  cost: orNull(number),
  riskShare: number,
  longOnly: fc.boolean(),
  lot: count
})

const started: Arbitrary<EventMap['session.started']> = fc.record({
  appVersion: text,
  playbook: fc.record({ id: text, version: text, sha256: text }),
  subject: fc.record({ id: text, name: text }),
  inputs: few(
    fc.record({
      kind: fc.constantFrom('prices' as const, 'benchmark' as const, 'notes' as const),
      name: text,
      sha256: text,
      bytes: count
    })
  ),
  asOfAsked: orNull(text),
  prompt: text,
  settings: fc.record({
    mode: fc.constantFrom(...words.modes),
    roles: few(text),
    paceCharactersPerSecond: count,
    roleLimitsMs: fc.dictionary(text, count, { maxKeys: 2, noNullPrototype: true })
  }),
  language: fc.constantFrom(...words.languages),
  seed: count,
  parent: orNull(text),
  stages: few(stage),
  mandate: orNull(mandate)
})

const completed: Arbitrary<EventMap['role.completed']> = fc.record({
  role: text,
  attempt: count,
  status: fc.constantFrom(...words.roleStatuses),
  firstTokenMs: orNull(number),
  totalMs: number,
  usage: orNull(usage),
  stance: orNull(stance),
  confidence: orNull(number),
  p: orNull(number),
  claims: few(claim),
  findings: few(
    fc.record({
      rule: text,
      facts: few(text),
      weight: number,
      sign: fc.constantFrom(-1 as const, 0 as const, 1 as const)
    })
  ),
  levels: few(fc.record({ kind: text, price: number, fact: text })),
  reason: orNull(error)
})

const summary: Arbitrary<EventMap['summary.completed']> = fc.record({
  header: text,
  stanceLine: text,
  stance,
  direction: fc.constantFrom('bull', 'bear', 'neutral'),
  p: orNull(number),
  confidence: orNull(number),
  margin: orNull(number),
  event: text,
  sections: few(
    fc.record({ id: fc.constantFrom('overview', 'technical', 'risk', 'stance'), title: text, text })
  ),
  consensus: fc.record({ up: count, down: count, neutral: count, abstained: count }),
  lines: few(
    fc.record({
      role: text,
      label: text,
      p: number,
      windows: count,
      fact: orNull(text),
      without: fc.record({ stance, p: orNull(number), fact: orNull(text) })
    })
  ),
  dissent: text,
  swing: text,
  flipPrices: fc.record({ up: orNull(number), down: orNull(number) }),
  missing: few(fc.record({ role: orNull(text), text })),
  claims: few(claim),
  flags: few(fc.record({ metric: text, blocking: fc.boolean(), fact: text, text })),
  record: orNull(fc.record({ n: count, brier: number, se: orNull(number) })),
  concedes: few(fc.record({ role: fc.constantFrom('bull', 'bear'), label: text, text })),
  changes: few(fc.record({ kind: fc.constantFrom('price', 'trigger', 'date', 'evidence'), text })),
  notRead: few(text),
  since: few(text)
})

/** Data of every type of event; a type that is forgotten does not compile. */
export const eventData: { [T in EventType]: Arbitrary<EventMap[T]> } = {
  'session.started': started,
  'session.paused': paused,
  'session.resumed': paused,
  'stage.started': stageOnly,
  'stage.updated': fc.record({
    stage: text,
    lane: text,
    progress: orNull(number),
    message: text,
    data: free
  }),
  'stage.completed': stageOnly,
  'stage.failed': fc.record({ stage: text, error }),
  'facts.added': fc.record({ asOf: text, facts: few(fact) }),
  'role.started': fc.record(
    {
      role: text,
      attempt: count,
      label: text,
      stage: text,
      analyst,
      provider: orNull(text),
      model: orNull(text),
      mayKnow: fc.constant(true as const),
      reused: fc.constant(true as const)
    },
    { requiredKeys: ['role', 'attempt', 'label', 'stage', 'analyst', 'provider', 'model'] }
  ),
  'role.prompted': fc.record({ role: text, attempt: count, sha256: text }),
  'role.delta': fc.record({
    role: text,
    attempt: fc.oneof(fc.constant(1), count),
    offset: count,
    kind: fc.constantFrom('answer', 'reasoning'),
    text
  }),
  'role.completed': completed,
  'role.reassigned': fc.record({ role: text, from: analyst, to: analyst, reason: text }),
  'usage.updated': fc.record({ role: text, usage }),
  'forecast.filed': fc.record({
    role: text,
    p: number,
    event: text,
    median: number,
    asOf: text,
    due: text,
    method: text
  }),
  'review.requested': fc.record({ stage: text, question: text }),
  'review.resolved': fc.record({ stage: text, answer: text }),
  'progress.updated': fc.record({ completed: count, total: count, current: orNull(text) }),
  'log.appended': fc.record({
    level: fc.constantFrom('debug', 'info', 'warning', 'error'),
    message: text
  }),
  'summary.completed': summary,
  'session.completed': fc.constant({ reason: 'done' }),
  'session.cancelled': fc.record({ reason: fc.constantFrom(...words.cancelReasons) }),
  'session.failed': fc.record({ error })
}

const types = Object.keys(eventData) as EventType[]
const anyType = fc.oneof(fc.constant('role.delta' as const), fc.constantFrom(...types))
const body = anyType.chain((type) =>
  (eventData[type] as Arbitrary<unknown>).map((data) => ({ type, data }))
)
const step = fc.record({
  body,
  laterMs: fc.nat({ max: 50 }),
  /** The wall clock goes its own way: it drifts, and it can be set. */
  wallShiftMs: fc.oneof(fc.constant(0), fc.integer({ min: -3_600_000, max: 3_600_000 }))
})

const typist = fc.record({
  role: fc.constantFrom('scout', 'scout', 'quant'),
  kind: fc.constantFrom('answer' as const, 'answer' as const, 'reasoning' as const),
  attempt: fc.constantFrom(1, 1, 1, 1, 1, 2),
  text,
  /** Mostly it goes on where it was; now and then it repeats or leaves something out. */
  slip: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) })
})

/** Events of a session of which most type, many of them where the same role had come to. */
export const typedEvents: Arbitrary<AnyEnvelope[]> = fc
  .array(fc.oneof({ weight: 8, arbitrary: typist }, { weight: 1, arbitrary: step }), {
    minLength: 1,
    maxLength: 24
  })
  .map((steps) => {
    const ends = new Map<string, number>()
    return steps.map((each, index) => {
      const head = { v: 1, session: 'one', epoch: 1, seq: index + 2, atMs: index }
      const wallTime = 1_700_000_000_000 + index
      if ('body' in each) return { ...head, wallTime, ...each.body }
      const { slip, ...delta } = each
      const key = [delta.role, delta.kind, delta.attempt].join()
      const offset = (ends.get(key) ?? 0) + slip
      ends.set(key, offset + delta.text.length)
      return { ...head, wallTime, type: 'role.delta', data: { ...delta, offset } }
    }) as AnyEnvelope[]
  })

/** Events that may stand in one frame: consecutive, of one session and epoch. */
export const frameEvents: Arbitrary<AnyEnvelope[]> = fc
  .record({
    session: text,
    epoch: count,
    firstSeq: fc.nat(),
    startMs: fc.nat(),
    steps: fc.array(step, { minLength: 1, maxLength: 6 })
  })
  .map(({ session, epoch, firstSeq, startMs, steps }) => {
    let atMs = startMs
    return steps.map(({ body: { type, data }, laterMs, wallShiftMs }, index) => {
      atMs += laterMs
      const wallTime = 1_700_000_000_000 + atMs + wallShiftMs
      return { v: 1, session, epoch, seq: firstSeq + index, atMs, wallTime, type, data }
    }) as AnyEnvelope[]
  })

const clientSession = fc.string({ minLength: 1, maxLength: 64 })

export const clientFrame: Arbitrary<ClientFrame> = fc.oneof(
  fc.record({
    t: fc.constant('subscribe' as const),
    session: clientSession,
    cursor: orNull(fc.record({ epoch: count, seq: count }))
  }),
  fc.record({ t: fc.constant('unsubscribe' as const), session: clientSession }),
  fc.record({ t: fc.constant('monitor' as const), on: fc.boolean() }),
  fc.record({ t: fc.constant('ping' as const), id: count })
)

const monitored = fc.record({
  session: text,
  status: fc.constantFrom(...words.liveStatuses, ...words.terminalStatuses),
  startedWallTime: orNull(count),
  stages: fc.record({ ended: count, total: count }),
  roles: fc.record({ running: count, ended: count, total: count }),
  followers: count
})

const notice = fc.record({
  id: text,
  level: fc.constantFrom('info' as const, 'warning' as const, 'error' as const),
  error
})

const figures = fc.record({
  asOf: text,
  close: number,
  change: orNull(number),
  z: orNull(number),
  volatilityPercentile: orNull(number),
  stance: fc.constantFrom(...words.stances),
  p: orNull(number),
  margin: orNull(number),
  trigger: orNull(fc.record({ metric: text, price: number, sigma: number })),
  flags: few(fc.record({ metric: text, blocking: fc.boolean() }))
})

const boardRow = fc
  .tuple(fc.record({ id: text, name: text }), orNull(figures), error)
  .map(([subject, known, refusal]): BoardRow =>
    known === null
      ? { ...subject, figures: null, error: refusal }
      : { ...subject, figures: known, error: null }
  )

/** Control frames of the server but those that hold a state. */
export const controlFrame: Arbitrary<ControlFrame> = fc.oneof(
  fc.record({ t: fc.constant('hello' as const), v: count, connection: text }),
  fc.record({ t: fc.constant('error' as const), session: orNull(text), error }),
  fc.record({ t: fc.constant('pong' as const), id: count }),
  fc.record({ t: fc.constant('notice' as const), notice }),
  fc.record({
    t: fc.constant('changed' as const),
    what: fc.constantFrom('settings' as const, 'sessions' as const)
  }),
  fc.record({ t: fc.constant('monitor' as const), connections: count, sessions: few(monitored) }),
  fc.record({ t: fc.constant('board' as const), done: count, total: count, row: boardRow })
)

export const anyError = error
export const anyText = text
