import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EventTable } from './event-table'
import { copyForecasts } from './forecast-salvage'
import {
  closeQuietly,
  inTransaction,
  openForFilling,
  openForReading,
  valueIn,
  type Database
} from './journal-database'
import { besideDatabase, createPrivateFile, isThere, syncFolder } from './journal-files'
import type { JournalFiles } from './journal-files'
import { readMark, setMark } from './journal-meta'
import { migrate } from './journal-schema'
import { salvagedSession } from './salvaged-session'
import { sessionIds } from './session-ids'
import { SessionTable } from './session-table'

/** What a damaged journal was moved to, and how many sessions the clean one has of it. */
export interface MovedAside {
  file: string
  kept: number
}

const withDate = (folder: string, wallMs: number): string => {
  const date = new Date(wallMs).toISOString().slice(0, 19).replaceAll(':', '-')
  for (let count = 1; ; count += 1) {
    const name = `journal.corrupt-${date}Z${count === 1 ? '' : `-${count}`}.sqlite`
    if (!isThere(join(folder, name))) return join(folder, name)
  }
}

const copySession = (source: Database, target: Database, session: string): boolean => {
  const found = salvagedSession(source, new EventTable(source), session)
  if (found === null) return false
  const events = new EventTable(target)
  inTransaction(target, () => {
    for (const row of found.rows) events.insert(row)
    new SessionTable(target).keep(found.rows)
    const removed = 'UPDATE sessions SET removed_at = ? WHERE id = ?'
    target.prepare(removed).run(found.removedAt, session)
  })
  return true
}

/** How many sessions were copied; 0 of a file that cannot be read at all. */
const copySessions = (from: string, target: Database): number => {
  let source: Database | null = null
  try {
    source = openForReading(from)
    // Without its tables there is nothing to read.
    new EventTable(source)
  } catch {
    if (source !== null) closeQuietly(source)
    return 0
  }
  const damaged = source
  try {
    const ids = sessionIds(damaged)
    const kept = ids.filter((session) => copySession(damaged, target, session)).length
    inTransaction(target, () => copyForecasts(damaged, target))
    return kept
  } finally {
    closeQuietly(damaged)
  }
}

const removeDatabase = (file: string): void => {
  for (const suffix of ['', ...besideDatabase]) rmSync(`${file}${suffix}`, { force: true })
}

/**
 * Makes a clean journal with every session that can be read from the damaged one, beside it. What it
 * opens is closed when its thread ends; only then may `putInPlace` be called.
 * @throws SQLite's own errors, with the damaged journal as it was
 */
export const salvageJournal = (files: JournalFiles, wallMs: number): void => {
  const aside = withDate(files.folder, wallMs)
  removeDatabase(files.growing)
  createPrivateFile(files.growing)
  const target = openForFilling(files.growing)
  migrate(target)
  const kept = copySessions(files.journal, target)
  setMark(target, 'aside', JSON.stringify({ file: aside, kept } satisfies MovedAside))
}

export const movedAside = (database: Database): MovedAside | null => {
  const mark = readMark(database, 'aside')
  return mark === null ? null : (JSON.parse(mark) as MovedAside)
}

const asideIn = (growing: string): string | null => {
  try {
    const mark = valueIn(growing, "SELECT value FROM meta WHERE name = 'aside'")
    return typeof mark === 'string' ? (JSON.parse(mark) as MovedAside).file : null
  } catch {
    return null
  }
}

/** Moves the damaged journal aside and gives the salvaged one its name. */
export const putInPlace = (files: JournalFiles, wallMs: number): void => {
  const { folder, journal, growing } = files
  const aside = asideIn(growing) ?? withDate(folder, wallMs)
  for (const suffix of ['', ...besideDatabase]) {
    if (isThere(`${journal}${suffix}`)) renameSync(`${journal}${suffix}`, `${aside}${suffix}`)
  }
  renameSync(growing, journal)
  syncFolder(folder)
}

/**
 * Ends a salvage that a crash cut off: in its last step, or from the beginning. The damaged file
 * keeps its name until the clean one is complete, so nothing is lost in between.
 */
export const settleSalvage = (files: JournalFiles, wallMs: number): void => {
  if (!isThere(files.growing)) return
  if (isThere(files.journal)) removeDatabase(files.growing)
  else putInPlace(files, wallMs)
}
