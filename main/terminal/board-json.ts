import type { BoardFigures, BoardRow } from '../../preload/contract/board'
import type { ErrorShape } from '../../preload/contract/errors'
import { printableJson } from './printable-json'

/** One row as `board --json` gives it. Without the id, which is made of the machine's own path. */
export type BoardJsonRow = { name: string } & (BoardFigures | { error: ErrorShape })

const jsonRow = ({ name, figures, error }: BoardRow): BoardJsonRow =>
  figures === null ? { name, error } : { name, ...figures }

/** What `board --json` prints: an array in the order of the rows, ends with a line feed. */
export const boardJsonText = (rows: readonly BoardRow[]): string => printableJson(rows.map(jsonRow))
