import type { ErrorShape } from './errors'
import type { Stance } from './words'

/** A price file that the morning board follows. The page knows its id and name, never its path. */
export interface BoardSubject {
  id: string
  name: string
}

/** The next close that moves an indicator across its line; `sigma` in EWMA deviations of a day. */
export interface BoardTrigger {
  metric: string
  price: number
  sigma: number
}

/** What the room would say of a subject, in one row. Null: its facts do not tell. Dates are ISO. */
export interface BoardFigures {
  asOf: string
  close: number
  /** Ratio to the close before. */
  change: number | null
  /** The last return in EWMA deviations of the day before. */
  z: number | null
  /** Share of the last 1,000 sessions with no more volatility than today's. */
  volatilityPercentile: number | null
  stance: Stance
  p: number | null
  margin: number | null
  trigger: BoardTrigger | null
  flags: { metric: string; blocking: boolean }[]
}

/** A subject's row: its figures, or why there are none. */
export type BoardRow = BoardSubject &
  ({ figures: BoardFigures; error: null } | { figures: null; error: ErrorShape })

/** A board that was run, in its subjects' order. Without the rows that a cancel left out. */
export interface BoardResult {
  asOfAsked: string | null
  /** Milliseconds since 1970. */
  wallTime: number
  cancelled: boolean
  rows: BoardRow[]
}

/** What the dialog asks for: some files, or a folder for all of its price files. */
export const boardChoices = ['files', 'folder'] as const
export type BoardChoice = (typeof boardChoices)[number]

export const maximumBoardSubjects = 200
/** Files and folders that may be dropped at once. */
export const maximumBoardPaths = 1_000
