import type { Notice } from '../../preload/contract/notices'
import type { BoardRunner } from '../board/board-runner'
import type { Log } from '../kernel/log'

/** What a board in the terminal needs of the composed program. */
export interface BoardEngine extends Pick<BoardRunner, 'rows'> {
  /** What the person has to know of the data folder's opening. */
  readonly notices: readonly Notice[]
  close(): Promise<void>
}

export interface OpenBoardOptions {
  /** Where the record of the subjects is kept, absolute; null for none. */
  dataFolder: string | null
  log: Log
}

/** Opens the program for one board. Rejects with `storage.*` for a folder that cannot be used. */
export type OpenBoardEngine = (options: OpenBoardOptions) => Promise<BoardEngine>
