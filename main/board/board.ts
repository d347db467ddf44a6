import { BoardList } from './board-list'
import { BoardRunner, type BoardRunnerParts } from './board-runner'
import { BoardRuns, type BoardRunsParts } from './board-runs'

/** The morning board: its subjects, what makes their rows, and who runs it now. */
export interface Board {
  readonly list: BoardList
  readonly runner: BoardRunner
  readonly runs: BoardRuns
}

export interface BoardParts extends BoardRunnerParts, Omit<BoardRunsParts, 'runner'> {
  /** Where the subjects are kept; null keeps them in memory for this run. */
  listFile: string | null
}

export const openBoard = async (parts: BoardParts): Promise<Board> => {
  const runner = new BoardRunner(parts)
  return {
    list: await BoardList.open(parts.listFile),
    runner,
    runs: new BoardRuns({ ...parts, runner })
  }
}
