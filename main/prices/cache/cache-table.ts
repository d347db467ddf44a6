import { DatabaseSync } from '@photostructure/sqlite'
import type { CacheEntry, CachedValue, PriceOrders } from './cache-protocol'

const version = 1
const busyTimeoutMs = 5_000
/** What nobody fetched again for that long is forgotten. */
const keptMs = 180 * 86_400_000
/** Of one subject's series, each for another range. */
const mostOfSubject = 8

const schema = `
  CREATE TABLE IF NOT EXISTS entry (
    kind TEXT NOT NULL, key TEXT NOT NULL, subject TEXT NOT NULL,
    fetched_at INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entry_by_subject ON entry (kind, subject, fetched_at);
  PRAGMA user_version = ${version};`

const valueOf = (row: unknown): CachedValue | null => {
  const { fetched_at: fetchedAt, value } = (row ?? {}) as Record<string, unknown>
  return typeof fetchedAt === 'number' && typeof value === 'string' ? { fetchedAt, value } : null
}

/** The cache's one table. Losing it loses nothing that could not be fetched again. */
export class CacheTable {
  readonly #database: InstanceType<typeof DatabaseSync>

  /** @throws SQLite's own errors for a file that is no database, or a damaged one */
  constructor(file: string | null) {
    this.#database = new DatabaseSync(file ?? ':memory:', { timeout: busyTimeoutMs })
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    const found = this.#database.prepare('PRAGMA user_version').get() as { user_version?: number }
    // Of another version: it is a cache, so it is made anew.
    if ((found.user_version ?? 0) !== version) this.#database.exec('DROP TABLE IF EXISTS entry')
    this.#database.exec(schema)
    const check = this.#database.prepare('PRAGMA quick_check(1)').get() as { quick_check?: string }
    if (check.quick_check !== 'ok') {
      throw Object.assign(new Error('damaged'), { sqliteCodeName: 'SQLITE_CORRUPT' })
    }
  }

  get({ kind, key }: PriceOrders['get']['input']): CachedValue | null {
    const sql = 'SELECT fetched_at, value FROM entry WHERE kind = ? AND key = ?'
    return valueOf(this.#database.prepare(sql).get(kind, key))
  }

  all({ kind, subject }: PriceOrders['all']['input']): CachedValue[] {
    const sql =
      'SELECT fetched_at, value FROM entry WHERE kind = ? AND subject = ? ORDER BY fetched_at DESC'
    const rows: unknown[] = this.#database.prepare(sql).all(kind, subject)
    return rows.map(valueOf).filter((value) => value !== null)
  }

  put({ kind, key, subject, fetchedAt, value }: CacheEntry): null {
    const run = (sql: string, ...values: (string | number)[]): void => {
      this.#database.prepare(sql).run(...values)
    }
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      run(
        'INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)',
        kind,
        key,
        subject,
        fetchedAt,
        value
      )
      run('DELETE FROM entry WHERE fetched_at < ?', fetchedAt - keptMs)
      run(
        `DELETE FROM entry WHERE kind = ?1 AND subject = ?2 AND key NOT IN (SELECT key FROM entry
           WHERE kind = ?1 AND subject = ?2 ORDER BY fetched_at DESC LIMIT ?3)`,
        kind,
        subject,
        mostOfSubject
      )
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
    return null
  }
}
