import { maximumBoardSubjects, type BoardSubject } from '../../preload/contract/board'
import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import { boardFile, type BoardFile } from './board-file'
import { BoardListFile } from './board-list-file'

interface Entry {
  file: BoardFile
  /** Kept in its place, so that it can be taken back there. */
  removed: boolean
}

const isListed = ({ removed }: Entry): boolean => !removed

/** @throws {AppError} `board.full` */
const assertRoom = (entries: readonly Entry[]): void => {
  const subjects = entries.filter(isListed).length
  const limit = maximumBoardSubjects
  if (subjects <= limit) return
  throw new AppError(errorCodes.boardFull, `${subjects} subjects, over ${limit}`, {
    parameters: { subjects, limit }
  })
}

/**
 * The subjects that the board follows, in their order: kept in a file, or in memory where there is
 * none. A change is all or nothing, and resolves once it is on disk.
 */
export class BoardList {
  readonly #kept: BoardListFile
  #entries: readonly Entry[]

  /** `file` is where changes are kept, null for nowhere; `paths` are those kept there, absolute. */
  constructor(file: string | null, paths: readonly string[]) {
    this.#kept = new BoardListFile(file)
    this.#entries = paths.map((path) => ({ file: boardFile(path), removed: false }))
  }

  static async open(file: string | null): Promise<BoardList> {
    return new BoardList(file, await new BoardListFile(file).read())
  }

  get files(): readonly BoardFile[] {
    return this.#entries.filter(isListed).map(({ file }) => file)
  }

  get subjects(): BoardSubject[] {
    return this.files.map(({ id, name }) => ({ id, name }))
  }

  /**
   * Puts files behind the others; gives the ids of those that were not there. Paths are absolute.
   * @throws {AppError} `board.full`, and nothing is added then; `storage.*`
   */
  async add(paths: readonly string[]): Promise<string[]> {
    const known = new Set(this.files.map(({ id }) => id))
    const files = new Map(
      paths
        .map((path) => boardFile(path))
        .flatMap((file) => (known.has(file.id) ? [] : [[file.id, file]]))
    )
    const former = this.#entries.filter(({ file }) => !files.has(file.id))
    const added = [...files.values()].map((file) => ({ file, removed: false }))
    await this.#change([...former, ...added])
    return [...files.keys()]
  }

  /** Ids that are not there are passed over. @throws {AppError} `storage.*` */
  remove(ids: readonly string[]): Promise<void> {
    return this.#mark(ids, true)
  }

  /**
   * Takes removed subjects back, each in its former place, as long as the program runs.
   * @throws {AppError} `board.full`, `storage.*`
   */
  restore(ids: readonly string[]): Promise<void> {
    return this.#mark(ids, false)
  }

  #mark(ids: readonly string[], removed: boolean): Promise<void> {
    const marked = new Set(ids)
    return this.#change(
      this.#entries.map((entry) => (marked.has(entry.file.id) ? { ...entry, removed } : entry))
    )
  }

  async #change(entries: readonly Entry[]): Promise<void> {
    assertRoom(entries)
    this.#entries = entries
    await this.#kept.write(this.files.map(({ path }) => path))
  }
}
