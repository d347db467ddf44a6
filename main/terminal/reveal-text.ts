import type {
  ForecastOutcomeLine,
  LevelOutcome,
  Outcome,
  RangeOutcome
} from '../../preload/contract/outcome'
import {
  levelNotes,
  outcomeSentences,
  sideOf,
  unreachedKey,
  type OutcomeSentence,
  type OutcomeValue
} from '../../preload/contract/outcome-reading'
import type { SessionState } from '../../preload/contract/session-state'
import { inlineMarkdown, blockMarkdown, markdownTable } from './markdown'
import type { Screen } from './screen'
import { alignRows } from './summary-text'
import type { Words } from './words'

/** Decimals of a return or a probability, of a price, of a Brier term. */
const shareDigits = 1
const priceDigits = 2
const brierDigits = 3

interface Table {
  heading: string
  /** The first row is its head. */
  rows: string[][]
  notes: string[]
}

/** A revealed outcome, and the session that it belongs to. */
export interface Revealed {
  outcome: Outcome
  state: SessionState
}

const text = (words: Words, key: string, values: Record<string, string | number> = {}): string =>
  words.text(`outcome:${key}`, values)

const moveText = (words: Words, value: number): string => {
  const share = words.percent(value, shareDigits)
  return value > 0 && /[1-9]/.test(share) ? `+${share}` : share
}

const plain = (words: Words, value: OutcomeValue): string => {
  switch (value.as) {
    case 'move':
      return moveText(words, value.value)
    case 'share':
      return words.percent(value.value, shareDigits)
    case 'level':
      return words.percent(value.value, 0)
    case 'price':
      return words.number(value.value, priceDigits)
    case 'count':
      return words.number(value.value, 0)
    case 'date':
      return value.value
  }
}

const valueText = (words: Words, value: OutcomeValue): string => {
  const shown = plain(words, value)
  return value.as === 'date' || typeof value.fact !== 'string' ? shown : `${shown} [${value.fact}]`
}

const sentenceText = (words: Words, { key, values }: OutcomeSentence): string => {
  const filled = Object.entries(values).map(([name, each]) => [name, valueText(words, each)])
  return text(words, key, Object.fromEntries(filled) as Record<string, string>)
}

/** In place of a verdict that needs all sessions. */
const openText = (words: Words, { known, sessions }: Outcome): string =>
  known < sessions ? text(words, 'open', { known, sessions }) : text(words, 'untoldShort')

/** The desk by its role alone; a model that answered as it is named besides. */
const forecastLabel = (
  words: Words,
  { roles }: SessionState,
  { role, byModel }: ForecastOutcomeLine
): string => {
  if (role === 'room') return text(words, 'room')
  const seat = roles.find((each) => each.role === role)
  const model = byModel === true ? (seat?.model ?? null) : null
  return [seat?.label ?? role, ...(model === null ? [] : [model])].join(' · ')
}

const forecastTable = (words: Words, { outcome, state }: Revealed): Table => {
  const rows = outcome.forecasts.map((line) => {
    const side = sideOf(line)
    return [
      forecastLabel(words, state, line),
      valueText(words, { as: 'share', value: line.p, fact: line.fact }),
      side === null ? openText(words, outcome) : text(words, side),
      line.brier === null ? '–' : words.number(line.brier, brierDigits)
    ]
  })
  const head = ['role', 'share', 'result', 'brier'].map((key) => text(words, key))
  return { heading: text(words, 'forecasts'), rows: [head, ...rows], notes: [text(words, 'coin')] }
}

const rangeTable = (words: Words, outcome: Outcome): Table => {
  const ends = (as: 'move' | 'price', { low, high }: Pick<RangeOutcome, 'low' | 'high'>): string =>
    text(words, 'fromTo', {
      low: valueText(words, { as, ...low }),
      high: valueText(words, { as, ...high })
    })
  const fate = (inside: boolean | null): string =>
    inside === null ? openText(words, outcome) : text(words, inside ? 'held' : 'failed')
  const rows = outcome.ranges.map((range) => [
    words.percent(range.level, 0),
    ends('move', range),
    range.prices === null ? '–' : ends('price', range.prices),
    fate(range.inside)
  ])
  const head = ['interval', 'endsReturn', 'endsClose', 'result'].map((key) => text(words, key))
  const heading = text(words, 'ranges', { sessions: outcome.sessions })
  return { heading, rows: [head, ...rows], notes: [] }
}

const levelTable = (words: Words, outcome: Outcome): Table => {
  const nameOf = ({ metric }: LevelOutcome): string =>
    text(words, `level.${metric.split('.').at(-1) ?? ''}`)
  const rows = outcome.levels.map((level) => [
    nameOf(level),
    valueText(words, { as: 'price', value: level.price, fact: level.fact }),
    level.reached ?? text(words, unreachedKey(level, outcome))
  ])
  const head = ['plan', 'price', 'reached'].map((key) => text(words, key))
  const notes = levelNotes(outcome).map((key) => text(words, key))
  return { heading: text(words, 'levels'), rows: [head, ...rows], notes }
}

const headingText = (words: Words, { asOf }: Outcome): string =>
  text(words, 'heading', { date: asOf })

const sentencesOf = (words: Words, outcome: Outcome): string[] =>
  outcomeSentences(outcome).map((sentence) => sentenceText(words, sentence))

/** Tables with something in them; of a file that ends with the as-of date there is none to tell. */
const tablesOf = (words: Words, revealed: Revealed): Table[] => {
  const { outcome } = revealed
  if (outcome.known === 0) return []
  const tables = [
    forecastTable(words, revealed),
    rangeTable(words, outcome),
    levelTable(words, outcome)
  ]
  return tables.filter(({ rows }) => rows.length > 1)
}

const showOutcome = (screen: Screen, words: Words, revealed: Revealed): void => {
  const { outcome } = revealed
  screen.line('')
  screen.line(headingText(words, outcome), 'heading')
  for (const sentence of sentencesOf(words, outcome)) screen.stream(`${sentence}\n`)
  for (const { heading, rows, notes } of tablesOf(words, revealed)) {
    screen.line('')
    screen.line(heading, 'heading')
    for (const line of alignRows(rows)) screen.line(line)
    for (const note of notes) screen.stream(`${note}\n`)
  }
}

/** Shows what came, after everything that was said; or that a session without an end has none. */
export const showRevealed = (
  screen: Screen,
  words: Words,
  { outcome, state }: { outcome: Outcome | null; state: SessionState }
): void => {
  if (outcome !== null) return showOutcome(screen, words, { outcome, state })
  screen.line('')
  screen.line(words.text('notRevealed'), 'quiet')
}

/** The same as blocks of Markdown. */
export const outcomeBlocks = (words: Words, revealed: Revealed): string[] => [
  `## ${inlineMarkdown(headingText(words, revealed.outcome))}`,
  blockMarkdown(sentencesOf(words, revealed.outcome).join('\n\n')),
  ...tablesOf(words, revealed).flatMap(({ heading, rows, notes }) => [
    `### ${inlineMarkdown(heading)}`,
    markdownTable(rows),
    ...notes.map(inlineMarkdown)
  ])
]
