import { weekdaysSince } from '../../preload/contract/as-of-age'
import type { SummaryData } from '../../preload/contract/events'
import type { SessionState } from '../../preload/contract/session-state'
import { displayWidth, padWidth } from './display-width'
import { modelRows } from './model-answers'
import type { Screen } from './screen'
import type { Words } from './words'

const cellGap = '  '

/** The table of evidence lines: a row of headings, then one row a voter. */
export const evidenceRows = (words: Words, { lines }: SummaryData): string[][] => [
  ['lineRole', 'lineProbability', 'lineWindows', 'lineWithout'].map((key) => words.text(key)),
  ...lines.map(({ label, p, windows, without }) => [
    label,
    words.percent(p, 1),
    words.number(windows, 0),
    without.p === null
      ? words.text(`stance.${without.stance}`)
      : `${words.text(`stance.${without.stance}`)} ${words.percent(without.p, 1)}`
  ])
]

/** Rows of equal length as lines whose columns stand below each other. */
export const alignRows = (rows: readonly string[][]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? '')))
  )
  return rows.map((row) =>
    row
      .map((cell, column) => padWidth(cell, widths[column] ?? 0))
      .join(cellGap)
      .trimEnd()
  )
}

/** Prices at which the room would say something else; none where the desk computed none. */
export const flipTexts = (words: Words, { flipPrices: { up, down } }: SummaryData): string[] => [
  ...(up === null ? [] : [words.text('flipUp', { price: words.number(up, 2) })]),
  ...(down === null ? [] : [words.text('flipDown', { price: words.number(down, 2) })])
]

export const consensusText = (words: Words, { consensus, direction }: SummaryData): string =>
  words.text('consensus', { ...consensus, direction: words.text(`direction.${direction}`) })

const paragraph = (screen: Screen, heading: string, texts: readonly string[]): void => {
  screen.line('')
  screen.line(heading, 'heading')
  for (const text of texts) screen.stream(`${text}\n`)
}

const bullets = (items: readonly string[]): string[] => items.map((each) => `- ${each}`)

/** The as-of date, the date asked for, and how old the one was when the session began. */
export const asOfText = (
  words: Words,
  { asOf, asOfAsked, startedWallTime }: SessionState
): string => {
  if (asOf === null) return '–'
  const asked =
    asOfAsked === null ? words.text('lastSession') : words.text('asOfAsked', { date: asOfAsked })
  if (startedWallTime === null) return `${asOf} (${asked})`
  const count = weekdaysSince(asOf, startedWallTime)
  const age = words.text('asOfAge', { count, value: words.number(count, 0) })
  return `${asOf} (${words.list([asked, age])})`
}

/** What would change the stance: in the desk's words, or the prices alone of an older session. */
export const changeTexts = (words: Words, summary: SummaryData): string[] => {
  const said = (summary.changes ?? []).map(({ text }) => text)
  return said.length > 0 ? said : flipTexts(words, summary)
}

export const concessionTexts = ({ concedes = [] }: SummaryData): string[] =>
  concedes.map(({ label, text }) => `${label}: ${text}`)

/** What is another than at the last run: a part of its own, or none at the first one. */
export const sinceParts = (
  words: Words,
  { since = [] }: SummaryData
): { heading: string; items: string[] }[] =>
  since.length === 0 ? [] : [{ heading: words.text('sinceHeading'), items: since }]

/** Headings and what stands under each, after the table of lines. */
export const closingParts = (
  words: Words,
  summary: SummaryData
): { heading: string; text?: string; items?: string[] }[] => {
  const orNone = (text: string): string => (text === '' ? words.text('none') : text)
  const missing = summary.missing.map(({ text }) => text)
  const part = (key: string, items: string[]) =>
    items.length === 0 ? [] : [{ heading: words.text(key), items }]
  return [
    { heading: words.text('dissentHeading'), text: orNone(summary.dissent) },
    ...part('concedesHeading', concessionTexts(summary)),
    { heading: words.text('swingHeading'), text: orNone(summary.swing) },
    ...part('flipHeading', changeTexts(words, summary)),
    ...part('missingHeading', missing.length > 0 ? missing : [orNone('')]),
    ...part('notReadHeading', summary.notRead ?? [])
  ]
}

/** Shows the whole summary, the room's last word. */
export const showSummary = (
  screen: Screen,
  words: Words,
  { state, summary }: { state: SessionState; summary: SummaryData }
): void => {
  paragraph(screen, words.text('summaryHeading'), [summary.header])
  screen.line(words.text('asOfLine', { asOf: asOfText(words, state) }), 'quiet')
  screen.line(summary.stanceLine, 'heading')
  screen.line(consensusText(words, summary))
  for (const { heading, items } of sinceParts(words, summary)) {
    paragraph(screen, heading, bullets(items))
  }
  for (const { title, text } of summary.sections) paragraph(screen, title, [text])
  if (summary.lines.length > 0) {
    screen.line('')
    screen.line(words.text('linesHeading'), 'heading')
    for (const line of alignRows(evidenceRows(words, summary))) screen.line(line)
  }
  const models = modelRows(words, state)
  if (models.length > 0) {
    screen.line('')
    screen.line(words.text('modelsHeading'), 'heading')
    for (const line of alignRows(models)) screen.line(line)
  }
  for (const { heading, text, items } of closingParts(words, summary)) {
    paragraph(screen, heading, items === undefined ? [text ?? ''] : bullets(items))
  }
}
