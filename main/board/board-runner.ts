import type { BoardFigures, BoardRow } from '../../preload/contract/board'
import { errorCodes, type ErrorShape } from '../../preload/contract/errors'
import { voterRoles } from '../analysts/desk/scheme/voters'
import type { ForecastKeeper } from '../engine/forecast-keeper'
import { Turns } from '../engine/turns'
import type { EvidenceItem } from '../evidence/evidence-set'
import type { EvidenceWorkers } from '../evidence/evidence-worker'
import { AppError, errorShape } from '../kernel/errors'
import { sha256 } from '../kernel/hash'
import { boardFigures } from './board-figures'
import type { BoardFile } from './board-file'

/** Files that are read and computed at once, over all windows: each has a thread of its own. */
export const filesAtOnce = 2

export interface BoardRunnerParts {
  workers: Pick<EvidenceWorkers, 'run'>
  /** Null where no record is kept. */
  keeper: Pick<ForecastKeeper, 'recordFactsOf'> | null
  /** Reads a price file whole; rejects with `evidence.*`. */
  read: (path: string) => Promise<{ name: string; bytes: Uint8Array }>
  /** Told of errors without a code, which cost their row as well. */
  onFault: (error: unknown) => void
}

export interface BoardRunOptions {
  /** ISO date; null reads each file to its end. */
  asOf: string | null
  /** A row that is there, in the order of their coming. */
  onRow?: (row: BoardRow) => void
  signal: AbortSignal
}

/**
 * Makes a board's rows: reads a file, computes its facts on a thread of its own, and answers as a
 * room on it would. No more files are in memory than are read at once, and a file that cannot be
 * used costs its own row alone.
 */
export class BoardRunner {
  readonly #parts: BoardRunnerParts
  readonly #turns = new Turns(filesAtOnce)

  constructor(parts: BoardRunnerParts) {
    this.#parts = parts
  }

  /** The rows in the files' order; once `signal` has aborted, those that were there by then. */
  async rows(files: readonly BoardFile[], options: BoardRunOptions): Promise<BoardRow[]> {
    const { onRow, signal } = options
    const making = files.map((file) => {
      const work = async (): Promise<BoardRow | null> => {
        const row = await this.#row(file, options)
        if (signal.aborted) return null
        onRow?.(row)
        return row
      }
      return this.#turns.run(work, { signal }).catch((error: unknown) => {
        if (signal.aborted) return null
        throw error
      })
    })
    return (await Promise.all(making)).filter((row) => row !== null)
  }

  async #row(file: BoardFile, options: BoardRunOptions): Promise<BoardRow> {
    const { id, name } = file
    try {
      return { id, name, figures: await this.#figures(file, options), error: null }
    } catch (error) {
      if (options.signal.aborted) throw error
      return { id, name, figures: null, error: this.#refusal(error) }
    }
  }

  async #figures({ path }: BoardFile, options: BoardRunOptions): Promise<BoardFigures> {
    const { asOf: asOfAsked, signal } = options
    const { workers, keeper, read } = this.#parts
    const { name, bytes } = await read(path)
    signal.throwIfAborted()
    // A room on this file is named after it too: one subject, one record.
    const subject = name
    const prices: EvidenceItem = { kind: 'prices', name, sha256: sha256(bytes), bytes }
    const evidence = { prices, benchmark: null, notes: [], fundamentals: null, asOfAsked }
    const sheet = await workers.run('facts', { subject, evidence }, { signal })
    const run = { subject, roles: voterRoles, prices, sheet }
    const record = (await keeper?.recordFactsOf(run, { signal })) ?? []
    return boardFigures({ asOfAsked, asOf: sheet.asOf, facts: [...sheet.facts, ...record] })
  }

  #refusal(error: unknown): ErrorShape {
    if (error instanceof AppError) return errorShape(error)
    this.#parts.onFault(error)
    return { code: errorCodes.internal, message: 'internal error', retryable: false }
  }
}
