import { basename } from 'node:path'
import type { BoardSubject } from '../../preload/contract/board'
import { errorCodes } from '../../preload/contract/errors'
import type { ImportedEvidence } from '../../preload/contract/routes'
import type { Board } from '../board/board'
import { priceFilesAt } from '../board/price-files'
import { AppError } from '../kernel/errors'
import { absolutePath } from './evidence-file'
import type { RoutesOf } from './route'

export interface BoardRouteParts {
  board: Pick<Board, 'list' | 'runs'>
  /** Takes a price file in as evidence, as `evidence.import` does. */
  importPrices: (path: string) => Promise<ImportedEvidence>
}

type BoardRouteName =
  | 'board.list'
  | 'board.add'
  | 'board.choose'
  | 'board.remove'
  | 'board.restore'
  | 'board.run'
  | 'board.cancel'
  | 'board.open'

const unknown = (id: string): AppError =>
  new AppError(errorCodes.boardUnknown, `no subject ${id}`, { parameters: { id } })

/** Only folders can hold nothing: a file is one, whatever is in it. */
const noFiles = (folders: readonly string[]): AppError => {
  const folder = folders.map((path) => basename(absolutePath(path))).join(', ')
  return new AppError(errorCodes.boardNoFiles, `no CSV file in ${folder}`, {
    parameters: { folder }
  })
}

/** The morning board: which price files it follows, and a row for each. */
export const boardRoutes = ({
  board: { list, runs },
  importPrices
}: BoardRouteParts): RoutesOf<BoardRouteName> => {
  const add = async (
    paths: readonly string[]
  ): Promise<{ subjects: BoardSubject[]; added: string[] }> => {
    const files = await priceFilesAt(paths.map(absolutePath))
    if (files.length === 0) throw noFiles(paths)
    const added = await list.add(files)
    return { subjects: list.subjects, added }
  }
  return {
    'board.list': () => ({ subjects: list.subjects, last: runs.last }),
    'board.add': ({ paths }) => add(paths),
    'board.choose': async ({ what }, { window }) => {
      const chosen = (await window?.chooseForBoard(what)) ?? []
      return chosen.length === 0 ? { subjects: list.subjects, added: [] } : add(chosen)
    },
    'board.remove': async ({ ids }) => {
      await list.remove(ids)
      return { subjects: list.subjects }
    },
    'board.restore': async ({ ids }) => {
      await list.restore(ids)
      return { subjects: list.subjects }
    },
    'board.run': ({ asOf }, { principal }) => runs.run(principal, list.files, { asOf }),
    'board.cancel': async (_input, { principal }) => ({ cancelled: await runs.cancel(principal) }),
    'board.open': ({ id }) => {
      const file = list.files.find((each) => each.id === id)
      if (file === undefined) throw unknown(id)
      return importPrices(file.path)
    }
  }
}
