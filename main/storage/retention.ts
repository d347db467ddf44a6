import { undoDeleteMs } from '../../preload/contract/limits'
import type { SessionArchive } from '../engine/ports'
import type { Clock } from '../kernel/clock'
import { DisposableStore, type Disposable } from '../kernel/disposables'
import { errorShape } from '../kernel/errors'
import { silentLog, type Log } from '../kernel/log'

/** How often sessions are looked through for those that are kept long enough. */
export const retentionEveryMs = 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000
/** Whatever was removed, even by a clock that was ahead. */
const everything = Number.MAX_SAFE_INTEGER

export interface RetentionOptions {
  archive: SessionArchive
  settings: {
    get(): { retentionDays: number }
    onChanged(handler: (settings: { retentionDays: number }) => void): Disposable
  }
  clock: Clock
  /** Told of sessions that are gone for good. */
  onPurged: (sessions: readonly string[]) => void
  log?: Log
}

/** Deletes what is not to be kept any longer. `dispose` stops it where it stands. */
export interface Retention extends Disposable {
  /** The archive to remove sessions through, so that each is purged when its undo is over. */
  readonly archive: SessionArchive
  /** Purges all that was removed, and ends. Never rejects. */
  close(): Promise<void>
}

/** Sessions removed at one time, whose undo is not over. */
interface Undo {
  deletedAt: number
}

class ArchiveRetention implements Retention {
  readonly archive: SessionArchive
  readonly #options: RetentionOptions
  readonly #store = new DisposableStore()
  readonly #undos = new Set<Undo>()
  readonly #log: Log
  #days: number
  #last: Promise<void>

  constructor(options: RetentionOptions) {
    const { archive, settings, log = silentLog } = options
    this.#options = options
    this.#log = log
    this.#days = settings.get().retentionDays
    this.archive = {
      list: (query) => archive.list(query),
      find: (session) => archive.find(session),
      remove: (sessions, deletedAt) => this.#remove(sessions, deletedAt),
      restore: (sessions) => archive.restore(sessions),
      purge: (until) => archive.purge(until)
    }
    this.#store.add(
      settings.onChanged(({ retentionDays }) => {
        if (retentionDays === this.#days) return
        this.#days = retentionDays
        this.#purge(0)
      })
    )
    // Whoever could have undone it went with the process before.
    this.#last = this.#purgeNow(everything)
    this.#purgeHourly()
  }

  async close(): Promise<void> {
    if (this.#store.disposed) return
    this.#store.dispose()
    this.#undos.clear()
    this.#purge(everything)
    await this.#last
  }

  dispose(): void {
    this.#store.dispose()
  }

  async #remove(sessions: readonly string[], deletedAt: number): Promise<string[]> {
    const undo = { deletedAt }
    this.#undos.add(undo)
    try {
      return await this.#options.archive.remove(sessions, deletedAt)
    } finally {
      this.#after(undoDeleteMs, () => {
        this.#undos.delete(undo)
        this.#purge(deletedAt)
      })
    }
  }

  #purgeHourly(): void {
    this.#after(retentionEveryMs, () => {
      this.#purge(this.#options.clock.wallMs() - undoDeleteMs)
      this.#purgeHourly()
    })
  }

  /** A timer that goes with this; the store is not left full of those that fired. */
  #after(delayMs: number, action: () => void): void {
    const timer = this.#options.clock.after(delayMs, () => {
      this.#store.remove(timer)
      action()
    })
    this.#store.add(timer)
  }

  #purge(removedUntil: number): void {
    this.#last = this.#last.then(() => this.#purgeNow(removedUntil))
  }

  /** Undo runs on the monotonic clock: what the wall clock says ends none before its time. */
  async #purgeNow(removedUntil: number): Promise<void> {
    const { archive, clock, onPurged } = this.#options
    const open = [...this.#undos].map(({ deletedAt }) => deletedAt - 1)
    const startedBefore = this.#days === 0 ? null : clock.wallMs() - this.#days * dayMs
    try {
      const purged = await archive.purge({
        removedUntil: Math.min(removedUntil, ...open),
        startedBefore
      })
      if (purged.length === 0) return
      this.#log.write('info', 'sessions.purged', { count: purged.length })
      onPurged(purged)
    } catch (error) {
      // Nothing is lost by keeping more: the next turn tries again.
      this.#log.write('warning', 'sessions.purge-failed', { code: errorShape(error).code })
    }
  }
}

/**
 * Purges sessions that are older than `settings.retentionDays` (0: none) at start, hourly and when
 * that setting changes; removed ones when their undo is over, at start and on close.
 */
export const keepRetention = (options: RetentionOptions): Retention => new ArchiveRetention(options)
