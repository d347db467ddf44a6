import type { SessionListing, SessionQuery } from '../../preload/contract/sessions'
import type { SessionArchive } from '../engine/ports'
import type { JournalReading } from './journal-reading'
import type { PurgeLimits } from './session-removal'
import type { WriterOrders } from './storage-protocol'
import type { ThreadHost } from './thread-host'

export interface SqliteArchiveOptions {
  writer: ThreadHost<WriterOrders>
  reading: JournalReading
  /** Resolves when everything appended so far is on disk. */
  flush: () => Promise<void>
  /** Evidence that no session uses any more: sha256s. */
  onFreed: (sha256s: string[]) => Promise<void>
}

/** The sessions of a journal on disk. Every call sees all that was appended before it. */
export class SqliteArchive implements SessionArchive {
  readonly #options: SqliteArchiveOptions

  constructor(options: SqliteArchiveOptions) {
    this.#options = options
  }

  async list(query: SessionQuery): Promise<SessionListing[]> {
    await this.#options.flush()
    return this.#options.reading.list(query)
  }

  async find(session: string): Promise<SessionListing | null> {
    await this.#options.flush()
    return this.#options.reading.find(session)
  }

  async remove(sessions: readonly string[], deletedAt: number): Promise<string[]> {
    await this.#options.flush()
    return this.#options.writer.ask('remove', { sessions, deletedAt })
  }

  restore(sessions: readonly string[]): Promise<string[]> {
    return this.#options.writer.ask('restore', { sessions })
  }

  async purge(until: PurgeLimits): Promise<string[]> {
    await this.#options.flush()
    const { purged, freed } = await this.#options.writer.ask('purge', until)
    if (freed.length > 0) await this.#options.onFreed(freed)
    return purged
  }
}
