import type { ErrorShape } from '../../preload/contract/errors'
import { errorShape } from '../kernel/errors'
import { EventTable } from './event-table'
import { inTransaction, type Database } from './journal-database'
import type { JournalRow } from './journal-row'
import { SessionTable } from './session-table'
import { storageError, type StoragePlace } from './storage-error'

/** A session of which nothing of the batch was kept, and why. */
export interface RefusedPart {
  session: string
  error: ErrorShape
}

const bySession = (rows: readonly JournalRow[]): Map<string, JournalRow[]> => {
  const parts = new Map<string, JournalRow[]>()
  for (const row of rows) {
    const part = parts.get(row.session)
    if (part === undefined) parts.set(row.session, [row])
    else part.push(row)
  }
  return parts
}

/** Keeps batches of events, each in one transaction. */
export class BatchWriter {
  readonly #database: Database
  readonly #place: StoragePlace
  readonly #events: EventTable
  readonly #sessions: SessionTable

  constructor(database: Database, place: StoragePlace) {
    this.#database = database
    this.#place = place
    this.#events = new EventTable(database)
    this.#sessions = new SessionTable(database)
  }

  /**
   * Keeps all rows, or, when that fails, each session's part that can be kept alone, so that one
   * session's trouble is not another's. Gives the parts that were not kept; it never throws.
   */
  write(rows: readonly JournalRow[]): RefusedPart[] {
    const parts = bySession(rows)
    const failed = this.#try(() => parts.forEach((part) => this.#keep(part)))
    if (failed === null) return []
    return [...parts].flatMap(([session, part]) => {
      const error = parts.size === 1 ? failed : this.#try(() => this.#keep(part))
      return error === null ? [] : [{ session, error }]
    })
  }

  #keep(part: readonly JournalRow[]): void {
    for (const row of part) this.#events.insert(row)
    this.#sessions.keep(part)
  }

  #try(work: () => void): ErrorShape | null {
    try {
      inTransaction(this.#database, work)
      return null
    } catch (error) {
      return errorShape(storageError(error, this.#place))
    }
  }
}
