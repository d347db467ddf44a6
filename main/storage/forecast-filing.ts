import type { Envelope } from '../../preload/contract/events'
import { forecastView } from '../evidence/record/forecast-view'
import { isModelMethod } from '../evidence/record/model-method'
import type { KeptForecast } from '../evidence/record/kept-forecast'
import { storedRow } from './event-table'
import { ForecastTable } from './forecast-table'
import { textOf, type Database } from './journal-database'
import { eventOf, type JournalRow } from './journal-row'
import { eachRow, rowsOf } from './journal-rows'

/** The events that say what a forecast is about, who made it, and what it saw. */
const telling = ['session.started', 'facts.added', 'role.started', 'forecast.filed']
const tellingEvents = `
  SELECT * FROM events WHERE session = ? AND type IN (${telling.map(() => '?').join(', ')})
  ORDER BY seq`

interface Told {
  subject: string
  facts: Envelope<'facts.added'>['data']['facts']
  analysts: Map<string, { provider: string | null; model: string | null }>
}

const filedForecast = (
  { session, seq, wallTime, data }: Envelope<'forecast.filed'>,
  { subject, facts, analysts }: Told
): KeptForecast => {
  const { role, p, event, median, asOf, due, method } = data
  const by = isModelMethod(method) ? analysts.get(role) : undefined
  const { provider = null, model = null } = by ?? {}
  return {
    ...{ subject, asOf, session, seq, role, provider, model, method, p, event, median, due },
    filedAt: wallTime,
    ...forecastView(facts),
    ...{ outcome: null, scoredAt: null, restatedAt: null }
  }
}

/** The forecasts of a session, from such of its rows as are as they were written. */
const forecastsOf = (rows: readonly JournalRow[]): KeptForecast[] => {
  const told: Told = { subject: '', facts: [], analysts: new Map() }
  const filed: KeptForecast[] = []
  for (const row of rows) {
    const event = eventOf(row)
    if (event.type === 'session.started') told.subject = event.data.subject.name
    if (event.type === 'facts.added') told.facts = [...told.facts, ...event.data.facts]
    if (event.type === 'role.started') {
      const { role, provider, model } = event.data
      told.analysts.set(role, { provider, model })
    }
    if (event.type === 'forecast.filed') filed.push(filedForecast(event, told))
  }
  return filed
}

const tellingRows = (database: Database, session: string): JournalRow[] =>
  rowsOf(database.prepare(tellingEvents), session, ...telling).flatMap((values) => {
    const { row, right } = storedRow(values)
    return right ? [row] : []
  })

/** Puts a session's forecasts on record, from events that lie in the same transaction. */
export class ForecastFiling {
  readonly #database: Database
  readonly #table: ForecastTable

  constructor(database: Database) {
    this.#database = database
    this.#table = new ForecastTable(database)
  }

  /** Files what is among these rows of one session, which are in `events` already. */
  keep(rows: readonly JournalRow[]): void {
    const filed = new Set(
      rows.filter(({ type }) => type === 'forecast.filed').map(({ seq }) => seq)
    )
    const [first] = rows
    if (first === undefined || filed.size === 0) return
    for (const forecast of forecastsOf(tellingRows(this.#database, first.session))) {
      if (filed.has(forecast.seq)) this.#table.put(forecast)
    }
  }

  /** Files what any session of the journal has filed. */
  keepAll(): void {
    const sql = "SELECT DISTINCT session FROM events WHERE type = 'forecast.filed'"
    const sessions: string[] = []
    for (const row of eachRow(this.#database.prepare(sql))) sessions.push(textOf(row['session']))
    for (const session of sessions) {
      for (const forecast of forecastsOf(tellingRows(this.#database, session))) {
        this.#table.put(forecast)
      }
    }
  }
}
