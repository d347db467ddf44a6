import { errorCodes } from '../../preload/contract/errors'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { SessionListing, SessionQuery } from '../../preload/contract/sessions'
import type { ForecastLedger, Journal, SessionArchive } from '../engine/ports'
import { AppError } from '../kernel/errors'
import type { JournalReading } from './journal-reading'

/** A journal that another process writes, or nobody: everything can be seen, nothing changed. */
export class ReadOnlyJournal implements Journal, SessionArchive {
  readonly #folder: string
  readonly #reading: JournalReading

  constructor(folder: string, reading: JournalReading) {
    this.#folder = folder
    this.#reading = reading
  }

  /** @throws {AppError} `storage.read-only`, always */
  append(): never {
    throw this.#refusal()
  }

  read(session: string, afterSeq: number): Promise<AnyEnvelope[]> {
    return this.#reading.events(session, afterSeq)
  }

  list(query: SessionQuery): Promise<SessionListing[]> {
    return this.#reading.list(query)
  }

  find(session: string): Promise<SessionListing | null> {
    return this.#reading.find(session)
  }

  remove(): Promise<string[]> {
    return Promise.reject(this.#refusal())
  }

  restore(): Promise<string[]> {
    return Promise.reject(this.#refusal())
  }

  purge(): Promise<string[]> {
    return Promise.reject(this.#refusal())
  }

  /** The forecasts on record, under names of their own: this is a list of sessions too. */
  readonly ledger: ForecastLedger = {
    find: (query) => this.#reading.forecasts(query),
    records: (options) => this.#reading.records(options),
    settle: () => Promise.reject(this.#refusal()),
    clear: () => Promise.reject(this.#refusal())
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #refusal(): AppError {
    const message = `${this.#folder} was opened for reading only`
    return new AppError(errorCodes.storageReadOnly, message, {
      parameters: { folder: this.#folder }
    })
  }
}
