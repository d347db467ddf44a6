import { eventKinds, isTerminal } from '../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { EventDraft, Journal } from '../engine/ports'
import type { Clock } from '../kernel/clock'
import { AppendQueue } from './append-queue'
import type { JournalReading } from './journal-reading'
import { rowOf, type JournalRow } from './journal-row'
import type { StorageMeter } from './storage-meter'
import type { Committed } from './storage-protocol'

interface OpenSession {
  seq: number
  /** Why nothing more of it is kept; null while all is well. */
  refusal: unknown
}

export interface SqliteJournalOptions {
  clock: Clock
  meter: StorageMeter
  /** Has the writer's thread keep a batch. */
  commit: (rows: JournalRow[]) => Promise<Committed>
  reading: JournalReading
}

/**
 * Numbers events on the main loop and has them kept by the writer's thread. A session of which one
 * event could not be kept is refused from there on, so that what is on disk has no hole.
 */
export class SqliteJournal implements Journal {
  readonly #queue: AppendQueue
  readonly #reading: JournalReading
  /** Sessions that have begun in this process and not ended. */
  readonly #open = new Map<string, OpenSession>()
  #closed = false

  constructor({ clock, meter, commit, reading }: SqliteJournalOptions) {
    this.#reading = reading
    const onRefused = (session: string, error: unknown): void => this.#refuse(session, error)
    this.#queue = new AppendQueue({ clock, meter, commit, onRefused })
  }

  /**
   * @throws {AppError} `storage.*` for a session that could not be kept before
   * @throws {Error} once closed
   */
  append(draft: EventDraft): { seq: number; durable: Promise<void> } {
    if (this.#closed) throw new Error(`the journal is closed; ${draft.type} was not kept`)
    const { session } = draft
    const open = this.#open.get(session) ?? { seq: 0, refusal: null }
    if (isTerminal(draft.type)) this.#open.delete(session)
    if (open.refusal !== null) throw open.refusal
    const row = rowOf(draft, open.seq + 1)
    open.seq = row.seq
    if (!isTerminal(draft.type)) this.#open.set(session, open)
    const urgent = eventKinds[draft.type] !== 'delta'
    return { seq: row.seq, durable: this.#queue.add(row, { urgent }) }
  }

  /**
   * Every event kept after `afterSeq`, oldest first, with all that was appended before.
   * @throws {AppError} `storage.corrupt` when one of them is not as it was written
   */
  async read(session: string, afterSeq: number): Promise<AnyEnvelope[]> {
    await this.#queue.flush()
    return this.#reading.events(session, afterSeq)
  }

  /** Resolves when everything appended so far is on disk or refused. */
  flush(): Promise<void> {
    return this.#queue.flush()
  }

  /** The writer is gone: what it had not kept of the live sessions is lost, so they end here. */
  refuseAll(error: unknown): void {
    for (const session of [...this.#open.keys()]) this.#refuse(session, error)
  }

  /** Takes nothing more; resolves when what was taken is on disk or refused. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#queue.flush()
  }

  #refuse(session: string, error: unknown): void {
    const open = this.#open.get(session)
    if (open !== undefined) open.refusal ??= error
    this.#queue.refuse(session, error)
  }
}
