import type { BoardFigures, BoardRow, BoardSubject } from '../../../../../preload/contract/board'
import { stances } from '../../../../../preload/contract/words'

export const boardColumns = [
  'name',
  'asOf',
  'age',
  'close',
  'change',
  'z',
  'volatility',
  'stance',
  'p',
  'margin',
  'trigger',
  'flags'
] as const
export type BoardColumn = (typeof boardColumns)[number]

export interface BoardSort {
  column: BoardColumn
  descending: boolean
}

type Value = string | number | null

/** Text, dates and distances begin with the smallest, figures with the largest. */
const ascendingFirst: ReadonlySet<BoardColumn> = new Set(['name', 'asOf', 'trigger'])

/** More than any row has flags: one that forbids a call outweighs all that do not. */
const blockingWeight = 100

const flagWeight = ({ flags }: BoardFigures): number =>
  flags.reduce((sum, { blocking }) => sum + (blocking ? blockingWeight : 1), 0)

/** What a column sorts by; the age is that of the as-of date, the other way round. */
const figureValues: Record<Exclude<BoardColumn, 'name'>, (figures: BoardFigures) => Value> = {
  asOf: ({ asOf }) => asOf,
  age: ({ asOf }) => -Date.parse(asOf),
  close: ({ close }) => close,
  change: ({ change }) => change,
  z: ({ z }) => z,
  volatility: ({ volatilityPercentile }) => volatilityPercentile,
  stance: ({ stance }) => (stance === 'no-call' ? null : stances.indexOf(stance)),
  p: ({ p }) => p,
  margin: ({ margin }) => margin,
  trigger: ({ trigger }) => (trigger === null ? null : Math.abs(trigger.sigma)),
  flags: flagWeight
}

const valueOf = (subject: BoardSubject, row: BoardRow | undefined, column: BoardColumn): Value => {
  if (column === 'name') return subject.name
  const figures = row?.figures ?? null
  return figures === null ? null : figureValues[column](figures)
}

/** The sort after a column's head was pressed: its first way, the other way, none. */
export const nextSort = (sort: BoardSort | null, column: BoardColumn): BoardSort | null => {
  const first = !ascendingFirst.has(column)
  if (sort === null || sort.column !== column) return { column, descending: first }
  return sort.descending === first ? { column, descending: !first } : null
}

/** Subjects by a column. What has no value stands last both ways; equals keep the board's order. */
export const sortedSubjects = (
  subjects: readonly BoardSubject[],
  rows: ReadonlyMap<string, BoardRow>,
  sort: BoardSort | null,
  locale: string
): BoardSubject[] => {
  if (sort === null) return [...subjects]
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const way = sort.descending ? -1 : 1
  const order = (a: Value, b: Value): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return way * (typeof a === 'number' && typeof b === 'number' ? a - b : compare(`${a}`, `${b}`))
  }
  return subjects
    .map((subject) => ({ subject, value: valueOf(subject, rows.get(subject.id), sort.column) }))
    .sort((a, b) => order(a.value, b.value))
    .map(({ subject }) => subject)
}
