import type { Fact } from '../../../preload/contract/facts'
import type { SessionState } from '../../../preload/contract/session-state'
import type { Language } from '../../../preload/contract/words'
import type { RoleContext } from '../../engine/ports'
import { notesUpTo, readNotes } from '../../evidence/notes'
import type { ModelPrompt } from './language-model'
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

const languageNames: Record<Language, string> = {
  en: 'English',
  'zh-TW': 'Traditional Chinese as written in Taiwan',
  'zh-CN': 'Simplified Chinese'
}

/** As in the desk's own roles. */
const longestWords = 350
/** Text that others wrote, and never ours: a closing mark within it is broken up. */
const data = (text: string): string =>
  `<data>\n${text.replaceAll(/<\s*\/\s*(?=data)/gi, '< / ')}\n</data>`

const valueOf = ({ value }: Fact): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : value

const factLine = (fact: Fact): string =>
  [fact.id, fact.metric, valueOf(fact), fact.unit, fact.basis].join('\t')

const factTable = (facts: readonly Fact[]): string =>
  ['id\tmetric\tvalue\tunit\tbasis', ...facts.map(factLine)].join('\n')

/** Notes up to the as-of date, each line with where it stands. */
const noteLines = ({ evidence, state }: RoleContext): string[] =>
  notesUpTo(evidence.notes.flatMap(readNotes), state.asOf ?? '').shown.map(
    ({ date, file, line, text }) => `${date ?? 'undated'} ${file}:${line} ${text}`
  )

/** Roles of earlier stages, with what they concluded and said. */
const earlier = (state: SessionState, role: string): string[] =>
  state.roles
    .filter((each) => each.role !== role && each.status === 'ok')
    .map(({ label, stance, p, text }) => {
      const stated = p === null ? (stance ?? 'no stance') : `${stance ?? 'no stance'}, p = ${p}`
      return `## ${label} (${stated})\n${text}`
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

const userText = (context: RoleContext, notes: readonly string[], left: number): string => {
  const { state, facts, prompt, role } = context
  const before = earlier(state, role)
  const unread = left === 0 ? '' : `\n(${left} more lines did not fit and were left out.)`
  const parts = [
    section('Subject', `${state.subject?.name ?? ''}, as of ${state.asOf ?? 'an unknown date'}`),
    section('Dates', `Prices from ${spanOf(facts)}.`),
    section('Event', event(facts)),
    section('Facts', data(factTable(facts))),
    ...(notes.length + left === 0
      ? []
      : [section('Text evidence', data(notes.join('\n')) + unread)]),
    ...(before.length === 0 ? [] : [section('What earlier roles said', data(before.join('\n\n')))]),
    ...(prompt === '' ? [] : [section("The analyst's question", prompt)])
  ]
  return parts.join('\n\n')
}

/**
 * What a model is told for a role. Where it would not fit the model's context, the text evidence is cut
 * from its oldest lines on, and the prompt says how many are missing.
 */
export const modelPrompt = (
  context: RoleContext,
  { charters, limits }: { charters: CharterSet; limits: PromptLimits }
): ModelPrompt => {
  const rules = charters.rules.map((rule) =>
    rule
      .replace('{words}', String(longestWords))
      .replace('{language}', languageNames[context.language])
  )
  const system = [charters.roles[context.role] ?? '', ...rules].join('\n')
  const room = limits.contextTokens - limits.maximumOutputTokens - estimatedTokens(system)
  const notes = noteLines(context)
  let left = 0
  let user = userText(context, notes, left)
  while (left < notes.length && estimatedTokens(user) > room) {
    left = Math.min(notes.length, left + Math.max(1, Math.ceil((notes.length - left) / 8)))
    user = userText(context, notes.slice(left), left)
  }
  return { system, user }
}
