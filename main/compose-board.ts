import { dirname, join } from 'node:path'
import { openBoard, type Board } from './board/board'
import { readEvidenceFile } from './commands/evidence-file'
import type { ForecastKeeper } from './engine/forecast-keeper'
import type { EvidenceWorkers } from './evidence/evidence-worker'
import { systemClock } from './kernel/clock'
import type { StreamServer } from './server/stream-server'

/** Beside the settings: what is the user's, whatever data folder is in use. */
const boardFileName = 'board.json'

interface BoardOptions {
  settingsFile: string | null
  onFault: (where: string, error: unknown) => void
}

interface BoardParts {
  server: StreamServer | null
  workers: EvidenceWorkers
  keeper: ForecastKeeper | null
}

/** The board reads files as a room does, and its rows go to the window that runs it. */
export const openBoardOf = (
  { settingsFile, onFault }: BoardOptions,
  { server, workers, keeper }: BoardParts
): Promise<Board> =>
  openBoard({
    listFile: settingsFile === null ? null : join(dirname(settingsFile), boardFileName),
    workers,
    keeper,
    read: (path) => readEvidenceFile('prices', path),
    tell: (principal, frame) => server?.sendTo(principal, frame),
    wallMs: () => systemClock.wallMs(),
    onFault: (error) => onFault('board', error)
  })
