import { basename } from 'node:path'
import type { BoardRow } from '../../preload/contract/board'
import { errorCodes } from '../../preload/contract/errors'
import { boardFile, type BoardFile } from '../board/board-file'
import { priceFilesAt } from '../board/price-files'
import { CancelScope } from '../kernel/abort'
import { AppError } from '../kernel/errors'
import type { BoardArguments } from './board-arguments'
import { boardJsonText } from './board-json'
import { boardTable } from './board-table'
import { complain } from './complain'
import { assertKept } from './data-folder'
import { exitCodes } from './exit-codes'
import type { RoomHost } from './host'
import { LiveScreen } from './live-screen'
import { plainLine } from './plain-text'
import { PlainScreen } from './plain-screen'
import type { Screen } from './screen'
import { Stopping } from './stopping'
import { tellNotices } from './tell-notices'
import type { CommandContext } from './terminal-context'
import { createWords, type Words } from './words'

/** @throws {AppError} `board.no-files`, `evidence.unreadable` */
const filesOf = async ({ paths }: BoardArguments): Promise<BoardFile[]> => {
  const files = await priceFilesAt(paths)
  if (files.length > 0) return files.map(boardFile)
  const folder = paths.map((path) => basename(path)).join(', ')
  throw new AppError(errorCodes.boardNoFiles, `no CSV file in ${folder}`, {
    parameters: { folder }
  })
}

/** How far it has come, on stderr and only for eyes: stdout has the board alone. */
const progressScreen = ({ stderr, environment }: RoomHost): Screen =>
  stderr.isTerminal && environment['TERM'] !== 'dumb'
    ? new LiveScreen(stderr, { colour: false })
    : new PlainScreen({ ...stderr, write: () => undefined })

interface Run {
  board: BoardArguments
  host: RoomHost
  words: Words
  stopping: Stopping
}

const makeRows = async (
  files: readonly BoardFile[],
  { board, host, words, stopping }: Run,
  { openBoard, openLog }: CommandContext
): Promise<BoardRow[]> => {
  const { dataFolder, asOf } = board
  const scope = new CancelScope(null)
  stopping.whenStopped((reason) => scope.cancel(reason))
  const engine = await openBoard({ dataFolder, log: openLog(board.logLevel) })
  const progress = progressScreen(host)
  try {
    tellNotices(engine.notices, words, host.stderr)
    let done = 0
    const show = (name: string): void =>
      progress.status(words.text('board.progress', { done, total: files.length, name }))
    show('')
    const onRow = ({ name }: BoardRow): void => {
      done += 1
      show(name)
    }
    return await engine.rows(files, { asOf, onRow, signal: scope.signal })
  } finally {
    progress.end()
    scope.dispose()
    await engine.close()
  }
}

/** A board that was stopped is printed as what it is; JSON, which cannot say so, not at all. */
const printStopped = (rows: readonly BoardRow[], missing: number, run: Run): void => {
  const { board, host, words } = run
  if (!board.json && rows.length > 0) host.stdout.write(boardTable(words, rows, host.stdout))
  const message = words.text('board.missing', { count: missing, total: rows.length + missing })
  host.stderr.write(`${plainLine(words.text('problem', { message }))}\n`)
}

const printBoard = async (run: Run, context: CommandContext): Promise<number> => {
  const { board, host, words, stopping } = run
  if (board.dataFolder !== null) await assertKept(board.dataFolder)
  const files = await filesOf(board)
  const rows = await makeRows(files, run, context)
  const missing = files.length - rows.length
  if (missing > 0) {
    printStopped(rows, missing, run)
    return stopping.code ?? exitCodes.failed
  }
  host.stdout.write(board.json ? boardJsonText(rows) : boardTable(words, rows, host.stdout))
  const read = rows.some(({ figures }) => figures !== null)
  return stopping.code ?? (read ? exitCodes.done : exitCodes.badInput)
}

/**
 * Prints the morning board of the files that were named, in their order. A file that cannot be read
 * costs its row; 2 when that is true of all. It never throws: what goes wrong is one line on stderr.
 */
export const runBoard = async (board: BoardArguments, context: CommandContext): Promise<number> => {
  const { host } = context
  const words = createWords(board.language ?? 'en')
  const stopping = new Stopping(host)
  try {
    return await printBoard({ board, host, words, stopping }, context)
  } catch (error) {
    const code = complain(error, words, host.stderr)
    return stopping.code ?? code
  } finally {
    stopping.dispose()
  }
}
