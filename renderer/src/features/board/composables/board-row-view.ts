import { weekdaysSince } from '../../../../../preload/contract/as-of-age'
import type {
  BoardFigures,
  BoardRow,
  BoardSubject,
  BoardTrigger
} from '../../../../../preload/contract/board'
import type { Stance } from '../../../../../preload/contract/words'
import type { Formats } from '../../../app/formats'
import type { Text } from '../../../app/use-text'

/** A subject's row in the reader's words. `words` says why there are no cells. */
export interface BoardRowView {
  id: string
  name: string
  kind: 'figures' | 'failed' | 'waiting' | 'not-run'
  words: string
  cells: BoardCells | null
}

export interface BoardCells {
  asOf: string
  /** How far the row is behind the newest one, in words; empty when it is not. */
  stale: string
  age: string
  ageText: string
  close: string
  change: string
  direction: 'rise' | 'fall' | null
  z: string
  volatility: string
  stance: Stance
  p: string
  margin: string
  trigger: { name: string; price: string; sigma: string } | null
  flags: { metric: string; text: string; blocking: boolean }[]
  /** All flags in words. */
  flagWords: string
}

/** What all rows of a board share. */
export interface BoardContext {
  rows: ReadonlyMap<string, BoardRow>
  running: boolean
  /** What ages are counted to: the day asked, or the time of the run. */
  ageAt: number
  /** The newest as-of date of all rows; ISO, or null without rows. */
  newest: string | null
}

const none = '–'
const minus = '−'
const percentPoints = 100
const smallPrice = 10
const priceDigits = 2
const smallPriceDigits = 4

const price = (value: number, formats: Formats): string =>
  formats.fixed(value, Math.abs(value) < smallPrice ? smallPriceDigits : priceDigits)

const orNone = (value: number | null, write: (value: number) => string): string =>
  value === null ? none : write(value)

/** With its sign, unless it reads as zero. */
const signed = (value: number, write: (size: number) => string): string => {
  const size = write(Math.abs(value))
  if (!/[1-9]/.test(size)) return size
  return `${value < 0 ? minus : '+'}${size}`
}

const directionOf = (change: number | null): BoardCells['direction'] => {
  if (change === null || change === 0) return null
  return change > 0 ? 'rise' : 'fall'
}

type Words = Text & { formats: Formats }

const triggerOf = (
  trigger: BoardTrigger | null,
  { formats, optionalText }: Words
): BoardCells['trigger'] =>
  trigger && {
    name: optionalText(`board.${trigger.metric}`) ?? trigger.metric,
    price: price(trigger.price, formats),
    sigma: `${signed(trigger.sigma, (size) => formats.fixed(size, 1))}σ`
  }

const flagsOf = (
  { flags }: BoardFigures,
  { t, optionalText }: Words
): Pick<BoardCells, 'flags' | 'flagWords'> => {
  const named = flags.map(({ metric, blocking }) => ({
    metric,
    blocking,
    text: optionalText(`board.flag.${metric}`) ?? metric
  }))
  // What forbids a call comes first.
  const ordered = [...named].sort((a, b) => Number(b.blocking) - Number(a.blocking))
  const words = ordered.map(({ text, blocking }) =>
    blocking ? t('board.blocking', { flag: text }) : text
  )
  return { flags: ordered, flagWords: words.join(', ') }
}

const countWords = (
  key: 'board.stale' | 'board.ageText',
  count: number,
  { t, formats }: Words
): string => t(key, { count, number: formats.number(count, 0) })

const agesOf = (
  { asOf }: BoardFigures,
  { ageAt, newest }: BoardContext,
  words: Words
): Pick<BoardCells, 'age' | 'ageText' | 'stale'> => {
  const age = weekdaysSince(asOf, ageAt)
  const behind = newest === null ? 0 : weekdaysSince(asOf, Date.parse(newest))
  return {
    age: words.formats.number(age, 0),
    ageText: countWords('board.ageText', age, words),
    stale: behind === 0 ? '' : countWords('board.stale', behind, words)
  }
}

const cellsOf = (figures: BoardFigures, context: BoardContext, words: Words): BoardCells => {
  const { formats } = words
  const { change, z, volatilityPercentile, p, margin, trigger } = figures
  return {
    asOf: formats.date(figures.asOf),
    ...agesOf(figures, context, words),
    close: price(figures.close, formats),
    change: orNone(change, (value) => signed(value, (size) => formats.percent(size, 1))),
    direction: directionOf(change),
    z: orNone(z, (value) => signed(value, (size) => formats.fixed(size, 1))),
    volatility: orNone(volatilityPercentile, (value) => formats.percent(value, 0)),
    stance: figures.stance,
    p: orNone(p, (value) => formats.percent(value, 1)),
    margin: orNone(margin, (value) => formats.fixed(value * percentPoints, 1)),
    trigger: triggerOf(trigger, words),
    ...flagsOf(figures, words)
  }
}

/** All that a row shows. */
export const boardRowView = (
  { id, name }: BoardSubject,
  context: BoardContext,
  words: Words
): BoardRowView => {
  const row = context.rows.get(id)
  if (row === undefined) {
    const kind = context.running ? 'waiting' : 'not-run'
    const text = words.t(context.running ? 'board.waiting' : 'board.notRun')
    return { id, name, kind, words: text, cells: null }
  }
  if (row.figures === null) {
    const text = words.t('board.failed', { reason: words.errorText(row.error) })
    return { id, name, kind: 'failed', words: text, cells: null }
  }
  return { id, name, kind: 'figures', words: '', cells: cellsOf(row.figures, context, words) }
}
