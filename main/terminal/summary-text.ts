import type { SummaryData } from '../../preload/contract/events'
import { displayWidth, padWidth } from './display-width'
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

/** Shows the whole summary, the room's last word. */
export const showSummary = (screen: Screen, words: Words, summary: SummaryData): void => {
  const orNone = (text: string): string => (text === '' ? words.text('none') : text)
  paragraph(screen, words.text('summaryHeading'), [summary.header])
  screen.line(summary.stanceLine, 'heading')
  screen.line(consensusText(words, summary))
  for (const { title, text } of summary.sections) paragraph(screen, title, [text])
  if (summary.lines.length > 0) {
    screen.line('')
    screen.line(words.text('linesHeading'), 'heading')
    for (const line of alignRows(evidenceRows(words, summary))) screen.line(line)
  }
  paragraph(screen, words.text('dissentHeading'), [orNone(summary.dissent)])
  paragraph(screen, words.text('swingHeading'), [orNone(summary.swing)])
  const flips = flipTexts(words, summary)
  if (flips.length > 0) paragraph(screen, words.text('flipHeading'), [words.list(flips)])
  const missing = summary.missing.map(({ text }) => `- ${text}`)
  paragraph(screen, words.text('missingHeading'), missing.length > 0 ? missing : [orNone('')])
}
