import type { Fact } from '../../../preload/contract/facts'
import type { SessionState } from '../../../preload/contract/session-state'
import type { Language } from '../../../preload/contract/words'
import type { RoleContext } from '../../engine/ports'
import type { EvidenceItem } from '../../evidence/evidence-set'
import { notesUpTo, readNotes, type NoteLine } from '../../evidence/notes'
import type { ModelPrompt } from './language-model'
import { oneLine, quoted, quotedRows } from './quoted-data'
import { estimatedTokens } from './usage'

/** What the prompt takes from the playbook. */
export interface CharterSet {
  readonly rules: readonly string[]
  readonly roles: Readonly<Record<string, string>>
}

export interface PromptLimits {
  contextTokens: number
  maximumOutputTokens: number
}

/** A point for (+1) or against (−1) the subject, as part of a sentence. */
export interface PromptPoint {
  sign: -1 | 1
  text: string
}

export interface PromptParts {
  charters: CharterSet
  limits: PromptLimits
  /** What facts say for and against, heaviest first: for the two roles that argue. */
  points: (facts: readonly Fact[]) => PromptPoint[]
}

const arguing: ReadonlySet<string> = new Set(['bull', 'bear'])
/** As many points of each side as are given. */
const pointsGiven = 6

const languageNames: Record<Language, string> = {
  en: 'English',
  'zh-TW': 'Traditional Chinese as written in Taiwan',
  'zh-CN': 'Simplified Chinese'
}

/** As in the desk's own roles. */
const longestWords = 350

const valueOf = ({ value }: Fact): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : value

const factLine = (fact: Fact): string =>
  [fact.id, fact.metric, valueOf(fact), fact.unit, fact.basis].map(oneLine).join('\t')

const factTable = (facts: readonly Fact[]): string =>
  quotedRows(['id\tmetric\tvalue\tunit\tbasis', ...facts.map(factLine)])

const pointList = (points: readonly PromptPoint[]): string => {
  const side = (sign: -1 | 1): string[] =>
    points
      .filter((point) => point.sign === sign)
      .slice(0, pointsGiven)
      .map(({ text }, at) => `${sign > 0 ? 'for' : 'against'} ${at + 1}\t${oneLine(text)}`)
  return quotedRows([...side(1), ...side(-1)])
}

/** A long note takes the better part of a second to read, and every role is told it. */
const linesRead = new WeakMap<EvidenceItem, NoteLine[]>()
const linesIn = (note: EvidenceItem): NoteLine[] => {
  const lines = linesRead.get(note) ?? readNotes(note)
  linesRead.set(note, lines)
  return lines
}

/** Notes up to the as-of date, each line with where it stands. */
const noteLines = ({ evidence, state }: RoleContext): string[] =>
  notesUpTo(evidence.notes.flatMap(linesIn), state.asOf ?? '').shown.map(
    ({ date, file, line, text }) => `${date ?? 'undated'} ${file}:${line} ${text}`
  )

/** Roles of earlier stages, with what they concluded and said. */
const earlier = (state: SessionState, role: string): string[] =>
  state.roles
    .filter((each) => each.role !== role && each.status === 'ok')
    .map(({ label, stance, p, text }) => {
      const chance = p === null ? '' : `, p = ${Number(p.toFixed(3))}`
      return `${oneLine(label)} (${stance ?? 'no stance'}${chance}):\n${text}`
    })

const event = (facts: readonly Fact[]): string => {
  const median = facts.find(({ metric }) => metric === 'forecast.median.20d')
  return median === undefined
    ? 'No event is given: leave p out.'
    : `The event for p: the next 20 sessions return more than ${valueOf(median)} [${median.id}].`
}

const spanOf = (facts: readonly Fact[]): string => {
  const close = facts.find(({ metric }) => metric === 'price.close')
  const source = close?.source
  return source?.kind === 'price-rows' ? `${source.from} to ${source.to}` : 'not given'
}

const section = (title: string, text: string): string => `# ${title}\n${text}`

/** What was said to the room by whoever opened it. */
const asked = ({ prompt, marketContext }: RoleContext): string[] => [
  ...(marketContext === '' ? [] : [section('Market context', quoted(marketContext))]),
  ...(prompt === '' ? [] : [section("The analyst's question", quoted(prompt))])
]

const argued = ({ role, facts }: RoleContext, points: PromptParts['points']): string[] => {
  const all = arguing.has(role) ? points(facts) : []
  return all.length === 0
    ? []
    : [section("The desk's points, the heaviest of each side first", pointList(all))]
}

/** The sections around the text evidence, which do not change with how much of it fits. */
interface Around {
  before: readonly string[]
  after: readonly string[]
}

const around = (context: RoleContext, points: PromptParts['points']): Around => {
  const { state, facts, role } = context
  const said = earlier(state, role)
  return {
    before: [
      section('Subject', quoted(oneLine(state.subject?.name ?? ''))),
      section('As of', state.asOf ?? 'an unknown date'),
      section('Dates', `Prices from ${spanOf(facts)}.`),
      section('Event', event(facts)),
      section('Facts', factTable(facts)),
      ...argued(context, points)
    ],
    after: [
      ...(said.length === 0 ? [] : [section('What earlier roles said', quoted(said.join('\n\n')))]),
      ...asked(context)
    ]
  }
}

/** With the text evidence but its first `left` lines, which did not fit. */
const userText = ({ before, after }: Around, notes: readonly string[], left: number): string => {
  const unread = left === 0 ? '' : `\n(${left} more lines did not fit and were left out.)`
  const evidence =
    notes.length === 0
      ? []
      : [section('Text evidence', quoted(notes.slice(left).join('\n')) + unread)]
  return [...before, ...evidence, ...after].join('\n\n')
}

const systemText = (
  { role, language }: RoleContext,
  { charters, limits }: Omit<PromptParts, 'points'>
): string => {
  const words = Math.min(longestWords, Math.floor(limits.maximumOutputTokens / 2))
  const rules = charters.rules.map((rule) =>
    rule
      .replace('{words}', String(words))
      .replace('{tokens}', String(limits.maximumOutputTokens))
      .replace('{language}', languageNames[language])
  )
  return [charters.roles[role] ?? '', ...rules].join('\n')
}

/**
 * What a model is told for a role. Where it would not fit the model's context, the text evidence is cut
 * from its oldest lines on, and the prompt says how many are missing.
 */
export const modelPrompt = (context: RoleContext, parts: PromptParts): ModelPrompt => {
  const { limits, points } = parts
  const system = systemText(context, parts)
  const room = limits.contextTokens - limits.maximumOutputTokens - estimatedTokens(system)
  const notes = noteLines(context)
  const rest = around(context, points)
  let left = 0
  let user = userText(rest, notes, left)
  while (left < notes.length && estimatedTokens(user) > room) {
    left = Math.min(notes.length, left + Math.max(1, Math.ceil((notes.length - left) / 8)))
    user = userText(rest, notes, left)
  }
  return { system, user }
}
