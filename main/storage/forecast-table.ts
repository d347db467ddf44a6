import type { ForecastKey, KeptForecast } from '../evidence/record/kept-forecast'
import type { ForecastQuery, ForecastVerdict } from '../engine/ports'
import { forecastColumns, readForecast, storedForecast } from './forecast-row'
import type { Database, Statement } from './journal-database'
import { rowsOf } from './journal-rows'

const columns = [...forecastColumns, 'crc32'].join(', ')
const places = [...forecastColumns, 'crc32'].map(() => '?').join(', ')

/** The forecasts on record. They stay when their sessions go, until their subject's are cleared. */
export class ForecastTable {
  readonly #database: Database
  readonly #put: Statement

  constructor(database: Database) {
    this.#database = database
    this.#put = database.prepare(`INSERT OR REPLACE INTO forecasts (${columns}) VALUES (${places})`)
  }

  put(forecast: KeptForecast): void {
    this.#put.run(...storedForecast(forecast))
  }

  /** The oldest as-of date first. */
  find({ subject, state, after, until }: ForecastQuery): KeptForecast[] {
    const date = state === 'scored' ? 'outcome_date' : 'as_of'
    const conditions = ['1']
    const values: string[] = []
    const where = (condition: string, value: string | null): void => {
      if (value === null) return
      conditions.push(condition)
      values.push(value)
    }
    where('subject = ?', subject)
    where(`${date} > ?`, after)
    where(`${date} <= ?`, until)
    if (state !== null) {
      conditions.push(`outcome_date IS ${state === 'scored' ? 'NOT NULL' : 'NULL'}`)
    }
    const sql = `SELECT ${columns} FROM forecasts WHERE ${conditions.join(' AND ')}
      ORDER BY subject, as_of, filed_at, session, seq`
    return rowsOf(this.#database.prepare(sql), ...values).map(readForecast)
  }

  /** Writes down what became of a forecast; gives whether it was waiting for that. */
  settle({ key, scoring, atMs }: ForecastVerdict): boolean {
    const forecast = this.#one(key)
    if (forecast === null || forecast.outcome !== null || scoring.kind === 'open') return false
    this.put(
      scoring.kind === 'restated'
        ? { ...forecast, restatedAt: atMs }
        : { ...forecast, outcome: scoring.outcome, scoredAt: atMs, restatedAt: null }
    )
    return true
  }

  /** Forgets every forecast on a subject; gives how many there were. */
  clear(subject: string): number {
    const sql = 'DELETE FROM forecasts WHERE subject = ?'
    return Number(this.#database.prepare(sql).run(subject).changes)
  }

  #one({ subject, asOf, session, seq }: ForecastKey): KeptForecast | null {
    const sql = `SELECT ${columns} FROM forecasts
      WHERE subject = ? AND as_of = ? AND session = ? AND seq = ?`
    const [row] = rowsOf(this.#database.prepare(sql), subject, asOf, session, seq)
    return row === undefined ? null : readForecast(row)
  }
}
