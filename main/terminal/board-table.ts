import type { BoardRow } from '../../preload/contract/board'
import { boardCells, boardColumns } from './board-cells'
import { displayWidth, fitWidth, padStartWidth, padWidth } from './display-width'
import type { OutputPort } from './host'
import { plainLine } from './plain-text'
import type { Words } from './words'

const gap = '  '
/** On a terminal a long name is cut, so that the figures stay in sight. */
const nameColumns = 24

interface Line {
  name: string
  /** The cells after the name, or the words in their place. */
  rest: string[] | string
}

const lineOf = (words: Words, row: BoardRow): Line => ({
  name: plainLine(row.name),
  rest:
    row.figures === null
      ? plainLine(words.text('board.failed', { error: words.error(row.error) }))
      : boardCells(words, row.figures).map(plainLine)
})

const widest = (texts: readonly string[]): number => Math.max(...texts.map(displayWidth))

const aligned = (lines: readonly Line[]): string[] => {
  const cells = lines.flatMap(({ rest }) => (typeof rest === 'string' ? [] : [rest]))
  const widths = boardColumns.map((_, column) => widest(cells.map((row) => row[column] ?? '')))
  const nameWidth = widest(lines.map(({ name }) => name))
  const cell = (text: string, column: number): string => {
    const width = widths[column] ?? 0
    return boardColumns[column]?.right === true ? padStartWidth(text, width) : padWidth(text, width)
  }
  return lines.map(({ name, rest }) => {
    const after = typeof rest === 'string' ? rest : rest.map(cell).join(gap)
    return `${padWidth(name, nameWidth)}${gap}${after}`.trimEnd()
  })
}

/** The board as a table: a head, then a line a row; on a terminal no wider than that. */
export const boardTable = (
  words: Words,
  rows: readonly BoardRow[],
  { isTerminal, columns }: OutputPort
): string => {
  const head: Line = {
    name: words.text('board:column.name'),
    rest: boardColumns.map(({ key }) => words.text(`board:column.${key}`))
  }
  const lines = [head, ...rows.map((row) => lineOf(words, row))].map((line) =>
    isTerminal ? { ...line, name: fitWidth(line.name, nameColumns) } : line
  )
  return aligned(lines)
    .map((line) => `${isTerminal ? fitWidth(line, columns) : line}\n`)
    .join('')
}
