import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import { ForecastFiling } from './forecast-filing'
import { inTransaction, numberOf, type Database } from './journal-database'

/**
 * Each brings a journal from the version before it to its own, the first from nothing. A released
 * one is never changed.
 *
 * `events` has no second index, so that its rows and their order cannot contradict each other. What
 * changes with every batch (`sessions`) lies apart from the long text that is searched.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE events (
    session TEXT NOT NULL,
    seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    wall_time INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (session, seq)
  ) WITHOUT ROWID;
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    subject TEXT NOT NULL,
    as_of TEXT,
    language TEXT NOT NULL,
    stance TEXT,
    terminal TEXT,
    terminal_type TEXT,
    durable_events INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    removed_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE session_texts (
    session TEXT PRIMARY KEY,
    folded TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE session_inputs (
    session TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (session, sha256)
  ) WITHOUT ROWID;
  `,
  // Not bound to `sessions`: a forecast outlives the session that filed it.
  `
  CREATE TABLE forecasts (
    subject TEXT NOT NULL,
    as_of TEXT NOT NULL,
    session TEXT NOT NULL,
    seq INTEGER NOT NULL,
    role TEXT NOT NULL,
    provider TEXT,
    model TEXT,
    method TEXT NOT NULL,
    p REAL,
    event TEXT NOT NULL,
    median REAL,
    due TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    close REAL,
    basis TEXT,
    range_low REAL,
    range_high REAL,
    outcome_return REAL,
    outcome_hit INTEGER,
    outcome_date TEXT,
    brier REAL,
    scored_at INTEGER,
    restated_at INTEGER,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (subject, as_of, session, seq)
  ) WITHOUT ROWID;
  `
]

/** From this version on forecasts are on record; before it they are in the events alone. */
export const forecastsVersion = 2

/** The version of the journal that this program writes. */
export const journalVersion = migrations.length

/** 0 for a file that no program has written to yet. */
export const versionOf = (database: Database): number =>
  numberOf(database.prepare('PRAGMA user_version').get()?.['user_version'])

/** @throws {AppError} `storage.newer` for the version of a later program's journal */
export const refuseNewer = (version: number, file: string): void => {
  if (version <= journalVersion) return
  const message = `${file} has version ${version}; this program reads up to ${journalVersion}`
  throw new AppError(errorCodes.storageNewer, message, {
    parameters: { file, version, supported: journalVersion }
  })
}

/** Brings the journal to this program's version, wholly or not at all. */
export const migrate = (database: Database): void => {
  const version = versionOf(database)
  if (version === journalVersion) return
  inTransaction(database, () => {
    for (const step of migrations.slice(version)) database.exec(step)
    // By the tables as they are now, so after every step.
    if (version > 0 && version < forecastsVersion) new ForecastFiling(database).keepAll()
    database.exec(`PRAGMA user_version = ${journalVersion}`)
  })
}
