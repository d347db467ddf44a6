import { EventTable } from './event-table'
import { findForecasts, recordsIn } from './forecast-reading'
import { JournalDamage } from './journal-damage'
import { numberOf, openForReading, type Database } from './journal-database'
import { journalError } from './journal-error'
import { journalFiles, sizeOf } from './journal-files'
import type { JournalRow } from './journal-row'
import { refuseNewer, versionOf } from './journal-schema'
import { findSession, listSessions } from './session-listing'
import type { EventPage, Handlers, ReaderOrders } from './storage-protocol'

/** A page is as much as the main loop takes up at a time without a noticeable stop. */
const pageRows = 1_000
const pageCharacters = 1_000_000

const nothing: EventPage = { rows: [], more: false }

/** Reads a journal beside its writer, in this process or another's, and never changes it. */
export class JournalReader {
  readonly #file: string
  #database: Database | null = null

  constructor(folder: string) {
    this.#file = journalFiles(folder).journal
  }

  readonly handlers: Handlers<ReaderOrders> = {
    page: ({ session, afterSeq }) =>
      this.#read((database) => this.#page(database, session, Math.max(0, afterSeq)), nothing),
    list: (query) => this.#read((database) => listSessions(database, query), []),
    find: ({ session }) => this.#read((database) => findSession(database, session), null),
    forecasts: (query) => this.#read((database) => findForecasts(database, query), []),
    records: (options) => this.#read((database) => recordsIn(database, options), []),
    // The end of the thread closes what is open.
    close: () => null
  }

  #page(database: Database, session: string, afterSeq: number): EventPage {
    const rows: JournalRow[] = []
    let characters = 0
    for (const row of new EventTable(database).rightAfter(session, afterSeq)) {
      rows.push(row)
      characters += row.data.length
      if (rows.length >= pageRows || characters >= pageCharacters) return { rows, more: true }
    }
    const known = database.prepare('SELECT last_seq FROM sessions WHERE id = ?').get(session)
    const reached = afterSeq + rows.length
    if (reached >= numberOf(known?.['last_seq'])) return { rows, more: false }
    throw new JournalDamage(`${session} cannot be read beyond event ${reached}`)
  }

  /** In one transaction, so that all of it speaks of the same moment; `none` where no journal is. */
  #read<T>(work: (database: Database) => T, none: T): T {
    try {
      const database = this.#connect()
      if (database === null) return none
      database.exec('BEGIN')
      try {
        return work(database)
      } finally {
        if (database.isTransaction) database.exec('ROLLBACK')
      }
    } catch (error) {
      throw journalError(error, this.#file)
    }
  }

  /** Null until a writer has made the tables. */
  #connect(): Database | null {
    if (this.#database === null && sizeOf(this.#file) === 0) return null
    this.#database ??= openForReading(this.#file)
    const version = versionOf(this.#database)
    refuseNewer(version, this.#file)
    return version === 0 ? null : this.#database
  }
}
