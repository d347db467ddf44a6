import { errorCodes } from '../../preload/contract/errors'
import type { AppError } from '../kernel/errors'
import { BatchWriter } from './batch-writer'
import { closeQuietly, type Database } from './journal-database'
import { journalError } from './journal-error'
import { journalBytes, journalFiles, type JournalFiles } from './journal-files'
import { clearMark, setMark } from './journal-meta'
import { openingNotices, openJournal } from './journal-opening'
import type { JournalRow } from './journal-row'
import type { PurgeLimits } from './session-removal'
import { purgeable, purgeSession, removeSessions } from './session-removal'
import { restoreSessions, usedEvidence } from './session-removal'
import type { Committed, Handlers, Opened, WriterOrders } from './storage-protocol'
import { takeWriterLock } from './writer-lock'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The one writer of a data folder's journal. Lives in a thread of its own: each call may block. */
export class JournalWriter {
  readonly #files: JournalFiles
  #lock: { release(): void } | null = null
  #database: Database | null = null
  #batches: BatchWriter | null = null
  #suspect = false

  constructor(folder: string) {
    this.#files = journalFiles(folder)
  }

  readonly handlers: Handlers<WriterOrders> = {
    open: ({ wallMs }) => this.#open(wallMs),
    commit: ({ rows }) => this.#commit(rows),
    remove: ({ sessions, deletedAt }) =>
      this.#with((database) => removeSessions(database, sessions, deletedAt)),
    restore: ({ sessions }) => this.#with((database) => restoreSessions(database, sessions)),
    purge: (limits) => this.#purge(limits),
    suspect: () => this.#doubt(),
    close: () => this.#close()
  }

  #open(wallMs: number): Opened {
    this.#lock = takeWriterLock(this.#files)
    return this.#guard(() => {
      const database = openJournal(this.#files, wallMs)
      this.#database = database
      this.#batches = new BatchWriter(database, { file: this.#files.journal })
      const bytes = journalBytes(this.#files)
      return { notices: openingNotices(database), used: usedEvidence(database), bytes }
    })
  }

  #commit(rows: readonly JournalRow[]): Committed {
    const started = performance.now()
    const batches = this.#batches
    if (batches === null) throw new Error('the journal is not open')
    const refused = batches.write(rows)
    const ms = performance.now() - started
    if (refused.some(({ error }) => error.code === errorCodes.storageCorrupt)) this.#doubt()
    return { ms, bytes: journalBytes(this.#files), refused }
  }

  /** One session a transaction, and commits in between: a long purge delays nobody. */
  async #purge(limits: PurgeLimits): Promise<{ purged: string[]; freed: string[] }> {
    const due = this.#with((database) => purgeable(database, limits))
    const freed = new Set<string>()
    for (const session of due) {
      for (const sha256 of this.#with((database) => purgeSession(database, session))) {
        freed.add(sha256)
      }
      await nextTurn()
    }
    return { purged: due, freed: [...freed] }
  }

  #doubt(): null {
    this.#suspect = true
    try {
      if (this.#database !== null) setMark(this.#database, 'suspect')
    } catch {
      // Not marked as closed in order, it is checked at the next start all the same.
    }
    return null
  }

  #close(): null {
    const database = this.#database
    this.#database = null
    this.#batches = null
    if (database !== null) {
      if (!this.#suspect) this.#markClean(database)
      closeQuietly(database)
    }
    this.#lock?.release()
    return null
  }

  #markClean(database: Database): void {
    try {
      setMark(database, 'clean')
      clearMark(database, 'aside')
    } catch {
      // The next start checks the journal; that costs it time and nothing else.
    }
  }

  #with<T>(work: (database: Database) => T): T {
    const database = this.#database
    if (database === null) throw new Error('the journal is not open')
    return this.#guard(() => work(database))
  }

  #guard<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const shown: AppError = journalError(error, this.#files.journal)
      if (shown.code === errorCodes.storageCorrupt) this.#doubt()
      throw shown
    }
  }
}
