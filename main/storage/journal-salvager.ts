import { journalError } from './journal-error'
import { journalFiles, type JournalFiles } from './journal-files'
import { salvageJournal } from './journal-salvage'
import type { Handlers, SalvagerOrders } from './storage-protocol'
import { takeWriterLock } from './writer-lock'

/** Salvages a damaged journal in a thread that ends afterwards, and so has none of its files open. */
export class JournalSalvager {
  readonly #files: JournalFiles

  constructor(folder: string) {
    this.#files = journalFiles(folder)
  }

  readonly handlers: Handlers<SalvagerOrders> = {
    open: ({ wallMs }) => this.#salvage(wallMs),
    close: () => null
  }

  #salvage(wallMs: number): null {
    takeWriterLock(this.#files)
    try {
      salvageJournal(this.#files, wallMs)
      return null
    } catch (error) {
      throw journalError(error, this.#files.journal)
    }
  }
}
