import { errorCodes } from '../../preload/contract/errors'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { ForecastRecord } from '../../preload/contract/forecasts'
import type { SessionListing, SessionQuery } from '../../preload/contract/sessions'
import type { ForecastQuery } from '../engine/ports'
import type { RecordOptions } from '../evidence/record/forecast-records'
import type { KeptForecast } from '../evidence/record/kept-forecast'
import { AppError } from '../kernel/errors'
import { eventOf } from './journal-row'
import type { ReaderOrders } from './storage-protocol'
import type { ThreadHost } from './thread-host'

/** Reads the journal through the reader's thread, in pieces that the main loop does not feel. */
export class JournalReading {
  readonly #reader: ThreadHost<ReaderOrders>
  readonly #onDamage: () => void

  /** `onDamage` hears of anything that is not as it was written. */
  constructor(reader: ThreadHost<ReaderOrders>, onDamage: () => void) {
    this.#reader = reader
    this.#onDamage = onDamage
  }

  async events(session: string, afterSeq: number): Promise<AnyEnvelope[]> {
    const events: AnyEnvelope[] = []
    let after = Math.max(0, afterSeq)
    for (;;) {
      const { rows, more } = await this.#ask('page', { session, afterSeq: after })
      for (const row of rows) events.push(eventOf(row))
      after += rows.length
      if (!more) return events
    }
  }

  list(query: SessionQuery): Promise<SessionListing[]> {
    return this.#ask('list', query)
  }

  find(session: string): Promise<SessionListing | null> {
    return this.#ask('find', { session })
  }

  forecasts(query: ForecastQuery): Promise<KeptForecast[]> {
    return this.#ask('forecasts', query)
  }

  records(options: RecordOptions): Promise<ForecastRecord[]> {
    return this.#ask('records', options)
  }

  async #ask<K extends Exclude<keyof ReaderOrders, 'close'>>(
    order: K,
    input: ReaderOrders[K]['input']
  ): Promise<ReaderOrders[K]['output']> {
    try {
      return await this.#reader.ask(order, input)
    } catch (error) {
      if (error instanceof AppError && error.code === errorCodes.storageCorrupt) this.#onDamage()
      throw error
    }
  }
}
