import { eventKinds, isTerminal } from '../../preload/contract/event-kinds'
import type { AnyEnvelope, Envelope } from '../../preload/contract/events'
import type { SessionEnd } from '../../preload/contract/session-state'
import { ForecastFiling } from './forecast-filing'
import type { Database, Statement } from './journal-database'
import { eventOf, type JournalRow } from './journal-row'
import { foldedText } from './session-text'

/** Events whose content the list shows; the others only count. */
const shown: ReadonlySet<string> = new Set([
  'session.started',
  'facts.added',
  'summary.completed',
  'session.completed',
  'session.cancelled',
  'session.failed'
])

const endOf = (event: AnyEnvelope): SessionEnd | null => {
  const { atMs } = event
  if (event.type === 'session.completed') return { type: event.type, atMs }
  if (event.type === 'session.cancelled') {
    return { type: event.type, atMs, reason: event.data.reason }
  }
  return event.type === 'session.failed'
    ? { type: event.type, atMs, error: event.data.error }
    : null
}

/**
 * What is known of each session without reading its events. It is made from the events alone, in
 * the transaction that keeps them, so the two can never differ.
 */
export class SessionTable {
  readonly #database: Database
  readonly #forecasts: ForecastFiling
  readonly #goOn: Statement

  constructor(database: Database) {
    this.#database = database
    this.#forecasts = new ForecastFiling(database)
    this.#goOn = database.prepare(
      `UPDATE sessions SET last_seq = ?, epoch = ?, durable_events = durable_events + ?
       WHERE id = ? AND last_seq = ? AND terminal IS NULL`
    )
  }

  /**
   * Takes up the next rows of one session, oldest first; their forecasts go on record with them.
   * @throws when they do not follow what is kept, or anything follows the session's end
   */
  keep(rows: readonly JournalRow[]): void {
    const first = rows[0]
    const last = rows.at(-1)
    if (first === undefined || last === undefined) return
    const { session } = first
    if (first.seq === 1) this.#create(first)
    const durable = rows.filter(({ type }) => eventKinds[type] !== 'delta').length
    const { changes } = this.#goOn.run(last.seq, last.epoch, durable, session, first.seq - 1)
    const dense = last.seq - first.seq === rows.length - 1
    if (changes !== 1 || !dense) throw new Error(`${session} does not go on with ${first.seq}`)
    const end = rows.findIndex(({ type }) => isTerminal(type))
    if (end >= 0 && end < rows.length - 1) throw new Error(`${session} goes on after its end`)
    for (const row of rows) if (shown.has(row.type)) this.#show(session, eventOf(row))
    this.#forecasts.keep(rows)
  }

  #create({ session, wallTime }: JournalRow): void {
    this.#run(
      `INSERT INTO sessions (id, started_at, subject, language, durable_events, last_seq, epoch)
       VALUES (?, ?, '', 'en', 0, 0, 1)`,
      session,
      wallTime
    )
    this.#run('INSERT INTO session_texts VALUES (?, ?)', session, foldedText(session))
  }

  #show(session: string, event: AnyEnvelope): void {
    if (event.type === 'session.started') return this.#started(session, event)
    if (event.type === 'facts.added') {
      return this.#run('UPDATE sessions SET as_of = ? WHERE id = ?', event.data.asOf, session)
    }
    if (event.type === 'summary.completed') {
      return this.#run('UPDATE sessions SET stance = ? WHERE id = ?', event.data.stance, session)
    }
    const end = endOf(event)
    if (end === null) return
    const ending = 'UPDATE sessions SET terminal = ?, terminal_type = ? WHERE id = ?'
    this.#run(ending, JSON.stringify(end), end.type, session)
  }

  #started(session: string, { data, wallTime }: Envelope<'session.started'>): void {
    const { subject, prompt, language } = data
    this.#run(
      'UPDATE sessions SET started_at = ?, subject = ?, language = ? WHERE id = ?',
      wallTime,
      subject.name,
      language,
      session
    )
    const text = foldedText([subject.name, subject.id, prompt, session].join('\n'))
    this.#run('UPDATE session_texts SET folded = ? WHERE session = ?', text, session)
    for (const { sha256 } of data.inputs) {
      this.#run('INSERT OR IGNORE INTO session_inputs VALUES (?, ?)', session, sha256)
    }
  }

  #run(sql: string, ...values: (string | number)[]): void {
    this.#database.prepare(sql).run(...values)
  }
}
