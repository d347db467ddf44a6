import type { BoardResult, BoardRow } from '../../preload/contract/board'
import type { BoardFrame } from '../../preload/contract/wire'
import type { CancelReason } from '../../preload/contract/words'
import type { Principal } from '../engine/feed'
import { cancelReasonOf, CancelScope } from '../kernel/abort'
import type { BoardFile } from './board-file'
import type { BoardRunner } from './board-runner'

export interface BoardRunsParts {
  runner: Pick<BoardRunner, 'rows'>
  /** Sends a frame to the window that runs the board. */
  tell: (principal: Principal, frame: BoardFrame) => void
  wallMs: () => number
}

interface Running {
  scope: CancelScope
  ended: Promise<BoardResult>
}

/** Boards that run: one a window. A second one ends the first, and so does the window's end. */
export class BoardRuns {
  readonly #parts: BoardRunsParts
  readonly #running = new Map<Principal, Running>()
  #last: BoardResult | null = null

  constructor(parts: BoardRunsParts) {
    this.#parts = parts
  }

  /** The board that ended last, whoever ran it; not one that its window had no more use for. */
  get last(): BoardResult | null {
    return this.#last
  }

  get size(): number {
    return this.#running.size
  }

  /** Resolves when the board is whole or was cancelled, and nothing of it runs any more. */
  async run(
    principal: Principal,
    files: readonly BoardFile[],
    { asOf }: { asOf: string | null }
  ): Promise<BoardResult> {
    const former = this.#running.get(principal)
    const scope = new CancelScope(null)
    const ended = this.#cancelled(former, 'superseded').then(() =>
      this.#rows(principal, files, { asOf, scope })
    )
    const running = { scope, ended }
    this.#running.set(principal, running)
    try {
      return await ended
    } finally {
      scope.dispose()
      if (this.#running.get(principal) === running) this.#running.delete(principal)
    }
  }

  /** Whether there was a board to cancel; resolves when it has ended. */
  async cancel(principal: Principal, reason: CancelReason = 'user'): Promise<boolean> {
    const running = this.#running.get(principal)
    await this.#cancelled(running, reason)
    return running !== undefined
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((each) => this.cancel(each, 'shutdown')))
  }

  async #cancelled(running: Running | undefined, reason: CancelReason): Promise<void> {
    running?.scope.cancel(reason)
    // How it ended is for whoever asked for it.
    await running?.ended.catch(() => undefined)
  }

  async #rows(
    principal: Principal,
    files: readonly BoardFile[],
    { asOf, scope: { signal } }: { asOf: string | null; scope: CancelScope }
  ): Promise<BoardResult> {
    const { runner, tell, wallMs } = this.#parts
    let done = 0
    const onRow = (row: BoardRow): void => {
      done += 1
      tell(principal, { t: 'board', done, total: files.length, row })
    }
    const rows = await runner.rows(files, { asOf, onRow, signal })
    const reason = cancelReasonOf(signal)
    // A cancel that came after the last row left nothing out.
    const cancelled = rows.length < files.length
    const result = { asOfAsked: asOf, wallTime: wallMs(), cancelled, rows }
    if (reason === null || reason === 'user') this.#last = result
    return result
  }
}
