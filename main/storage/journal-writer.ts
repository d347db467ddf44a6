import { errorCodes } from '../../preload/contract/errors'
import type { AppError } from '../kernel/errors'
import { BatchWriter } from './batch-writer'
import { ForecastTable } from './forecast-table'
import { inTransaction, type Database } from './journal-database'
import { journalError } from './journal-error'
import { journalBytes, journalFiles, type JournalFiles } from './journal-files'
import { clearMark, setMark } from './journal-meta'
import { isDamage } from './journal-damage'
import { openingNotices, openJournal } from './journal-opening'
import { putInPlace, settleSalvage } from './journal-salvage'
import type { JournalRow } from './journal-row'
import type { PurgeLimits } from './session-removal'
import { purgeable, purgeSession, removeSessions } from './session-removal'
import { restoreSessions, usedEvidence } from './session-removal'
import type { Committed, Handlers, OpenAnswer, WriterOrders } from './storage-protocol'
import { takeWriterLock } from './writer-lock'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The one writer of a data folder's journal. Lives in a thread of its own: each call may block. */
export class JournalWriter {
  readonly #files: JournalFiles
  #database: Database | null = null
  #batches: BatchWriter | null = null
  #suspect = false

  constructor(folder: string) {
    this.#files = journalFiles(folder)
  }

  readonly handlers: Handlers<WriterOrders> = {
    open: ({ wallMs, salvaged }) => this.#guard(() => this.#open(wallMs, salvaged)),
    commit: ({ rows }) => this.#commit(rows),
    remove: ({ sessions, deletedAt }) =>
      this.#with((database) => removeSessions(database, sessions, deletedAt)),
    restore: ({ sessions }) => this.#with((database) => restoreSessions(database, sessions)),
    purge: (limits) => this.#purge(limits),
    settle: ({ verdicts }) =>
      this.#record((table) => verdicts.filter((verdict) => table.settle(verdict)).length),
    clear: ({ subject }) => this.#record((table) => table.clear(subject)),
    suspect: () => this.#doubt(),
    close: () => this.#close()
  }

  #open(wallMs: number, salvaged: boolean): OpenAnswer {
    takeWriterLock(this.#files)
    if (salvaged) putInPlace(this.#files, wallMs)
    else settleSalvage(this.#files, wallMs)
    try {
      const database = openJournal(this.#files, wallMs)
      this.#database = database
      this.#batches = new BatchWriter(database, { file: this.#files.journal })
      const bytes = journalBytes(this.#files)
      return { notices: openingNotices(database), used: usedEvidence(database), bytes }
    } catch (error) {
      if (isDamage(error) && !salvaged) return null
      throw error
    }
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

  #record<T>(work: (table: ForecastTable) => T): T {
    return this.#with((database) =>
      inTransaction(database, () => work(new ForecastTable(database)))
    )
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

  /** The end of the thread closes the files, takes the log over and frees the folder. */
  #close(): null {
    const database = this.#database
    this.#database = null
    this.#batches = null
    if (database !== null && !this.#suspect) this.#markClean(database)
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
