import type { SummaryData } from '../../preload/contract/events'
import type { Outcome } from '../../preload/contract/outcome'
import type { RoleState, SessionState } from '../../preload/contract/session-state'
import { factSource, factValue } from './fact-text'
import { blockMarkdown, inlineMarkdown, markdownTable } from './markdown'
import { modelRows } from './model-answers'
import { outcomeBlocks } from './reveal-text'
import { rolesText } from './status-text'
import { asOfText, closingParts, consensusText, evidenceRows, sinceParts } from './summary-text'
import { totalUsage, usageParts } from './usage-text'
import type { Words } from './words'

const list = (items: readonly string[]): string =>
  items.map((item) => `- ${inlineMarkdown(item)}`).join('\n')

const titled = (heading: string, ...blocks: readonly string[]): string[] => [
  `## ${inlineMarkdown(heading)}`,
  ...blocks
]

const resultText = (words: Words, state: SessionState): string => {
  const { end } = state
  if (end === null) return words.text('stageStatus.running')
  const status = words.text(`stageStatus.${state.status}`)
  const done = [rolesText(words, state), ...usageParts(words, totalUsage(state))]
  const roles = done.join(words.text('separator'))
  if (end.type === 'session.completed') return `${status} (${roles})`
  const why =
    end.type === 'session.failed'
      ? words.error(end.error)
      : words.text(`cancelReason.${end.reason}`)
  return `${status} (${roles}): ${why}`
}

const modeText = (words: Words, { settings, roles }: SessionState): string =>
  settings?.mode === 'custom'
    ? words.text('report.modeCustom', { roles: words.list(roles.map(({ label }) => label)) })
    : words.text('report.modeGod')

const headRows = (words: Words, state: SessionState): string[][] => {
  const { playbook, prompt, inputs } = state
  const row = (key: string, value: string): string[] => [words.text(`report.${key}`), value]
  return [
    row('session', state.session),
    row('asOf', asOfText(words, state)),
    row('mode', modeText(words, state)),
    ...(prompt === '' ? [] : [row('prompt', prompt)]),
    row('playbook', playbook === null ? '–' : `${playbook.id} ${playbook.version}`),
    row('program', `War Room ${state.appVersion}`),
    ...inputs.map(({ name, sha256 }) => row('inputs', `${name}, sha256 ${sha256}`)),
    row('stages', stagesText(words, state)),
    row('result', resultText(words, state))
  ]
}

const stagesText = (words: Words, { stages }: SessionState): string =>
  words.list(stages.map(({ label, status }) => `${label} (${words.text(`stageStatus.${status}`)})`))

const modelBlocks = (words: Words, state: SessionState): string[] => {
  const rows = modelRows(words, state)
  return rows.length === 0 ? [] : titled(words.text('modelsHeading'), markdownTable(rows))
}

const summaryBlocks = (words: Words, state: SessionState, summary: SummaryData): string[] => [
  ...titled(words.text('summaryHeading'), `**${blockMarkdown(summary.header)}**`),
  `**${blockMarkdown(summary.stanceLine)}**`,
  inlineMarkdown(consensusText(words, summary)),
  ...sinceParts(words, summary).flatMap(({ heading, items }) => titled(heading, list(items))),
  ...summary.sections.flatMap(({ title, text }) => titled(title, blockMarkdown(text))),
  ...(summary.lines.length > 0
    ? titled(words.text('linesHeading'), markdownTable(evidenceRows(words, summary)))
    : []),
  ...modelBlocks(words, state),
  ...closingParts(words, summary).flatMap(({ heading, text, items }) =>
    titled(heading, items === undefined ? blockMarkdown(text ?? '') : list(items))
  )
]

const roleBlocks = (words: Words, role: RoleState): string[] => {
  const { label, status, text, reason, stance, model, usage, mayKnow } = role
  const told = status === 'abstained' || status === 'cancelled'
  const call = stance === null ? [] : [words.text(`stance.${stance}`)]
  const why = reason === null || told ? [] : [words.error(reason)]
  const by = model === null ? [] : [model]
  const mark = mayKnow === true ? [words.text('mayKnow')] : []
  const ended = [words.text(`roleStatus.${status}`), ...call]
  const how = [...by, ...mark, ...ended, ...usageParts(words, usage), ...why].join(
    words.text('separator')
  )
  return [
    `### ${inlineMarkdown(label)}`,
    `*${inlineMarkdown(how)}*`,
    text === '' ? words.text('report.noText') : blockMarkdown(text)
  ]
}

const factRows = (words: Words, { facts }: SessionState): string[][] => [
  ['fact', 'metric', 'value', 'basis', 'window', 'formula', 'source'].map((key) =>
    words.text(`report.${key}`)
  ),
  ...facts.map((fact) => [
    fact.id,
    fact.metric,
    factValue(words, fact),
    words.text(`report.basisOf.${fact.basis}`),
    `${fact.from} – ${fact.to}`,
    fact.formula,
    factSource(words, fact.source)
  ])
]

/**
 * What `--report` writes: the same as `--json`, as Markdown in the session's language. `outcome` is
 * what came after it, where that was asked for.
 */
export const roomReport = (
  words: Words,
  state: SessionState,
  outcome: Outcome | null = null
): string => {
  const title = words.text('report.title', { subject: state.subject?.name ?? '' })
  const { summary } = state
  const blocks = [
    `# ${inlineMarkdown(title)}`,
    headRows(words, state)
      .map(([name = '', value = '']) => `- **${inlineMarkdown(name)}**: ${inlineMarkdown(value)}`)
      .join('\n'),
    ...(summary === null ? [words.text('report.noSummary')] : summaryBlocks(words, state, summary)),
    ...(outcome === null ? [] : outcomeBlocks(words, { outcome, state })),
    ...titled(words.text('report.rolesHeading')),
    ...state.roles.flatMap((role) => roleBlocks(words, role)),
    ...titled(words.text('report.factsHeading')),
    state.facts.length > 0 ? markdownTable(factRows(words, state)) : words.text('none')
  ]
  return `${blocks.join('\n\n')}\n`
}
