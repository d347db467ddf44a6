import type { ForecastRecord } from '../../preload/contract/forecasts'
import type { ForecastLedger, ForecastQuery, ForecastVerdict } from '../engine/ports'
import type { RecordOptions } from '../evidence/record/forecast-records'
import type { KeptForecast } from '../evidence/record/kept-forecast'
import type { JournalReading } from './journal-reading'
import type { WriterOrders } from './storage-protocol'
import type { ThreadHost } from './thread-host'

export interface SqliteLedgerOptions {
  writer: ThreadHost<WriterOrders>
  reading: JournalReading
  /** Resolves when everything appended so far is on disk. */
  flush: () => Promise<void>
}

/** The forecasts of a journal on disk. Every call sees all that was filed before it. */
export class SqliteLedger implements ForecastLedger {
  readonly #options: SqliteLedgerOptions

  constructor(options: SqliteLedgerOptions) {
    this.#options = options
  }

  async find(query: ForecastQuery): Promise<KeptForecast[]> {
    await this.#options.flush()
    return this.#options.reading.forecasts(query)
  }

  async records(options: RecordOptions): Promise<ForecastRecord[]> {
    await this.#options.flush()
    return this.#options.reading.records(options)
  }

  async settle(verdicts: readonly ForecastVerdict[]): Promise<number> {
    if (verdicts.length === 0) return 0
    await this.#options.flush()
    return this.#options.writer.ask('settle', { verdicts })
  }

  async clear(subject: string): Promise<number> {
    await this.#options.flush()
    return this.#options.writer.ask('clear', { subject })
  }
}
