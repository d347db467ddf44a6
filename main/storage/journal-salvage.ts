import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EventTable } from './event-table'
import {
  closeQuietly,
  inTransaction,
  openForReading,
  openForWriting,
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
    return sessionIds(damaged).filter((session) => copySession(damaged, target, session)).length
  } finally {
    closeQuietly(damaged)
  }
}

const removeDatabase = (file: string): void => {
  for (const suffix of ['', ...besideDatabase]) rmSync(`${file}${suffix}`, { force: true })
}

const putInPlace = ({ folder, journal, growing }: JournalFiles, aside: string): void => {
  for (const suffix of ['', ...besideDatabase]) {
    if (isThere(`${journal}${suffix}`)) renameSync(`${journal}${suffix}`, `${aside}${suffix}`)
  }
  renameSync(growing, journal)
  syncFolder(folder)
}

/**
 * Puts a clean journal in the damaged one's place, with every session that can be read from it. A
 * crash in between loses nothing: the damaged file keeps its name until the clean one is complete.
 * @throws SQLite's own errors, with everything as it was
 */
export const salvageJournal = (files: JournalFiles, wallMs: number): void => {
  const aside = withDate(files.folder, wallMs)
  removeDatabase(files.growing)
  createPrivateFile(files.growing)
  const target = openForWriting(files.growing)
  try {
    migrate(target)
    const kept = copySessions(files.journal, target)
    setMark(target, 'aside', JSON.stringify({ file: aside, kept } satisfies MovedAside))
  } finally {
    closeQuietly(target)
  }
  putInPlace(files, aside)
}

export const movedAside = (database: Database): MovedAside | null => {
  const mark = readMark(database, 'aside')
  return mark === null ? null : (JSON.parse(mark) as MovedAside)
}

const asideOf = (growing: string): string | null => {
  let database: Database | null = null
  try {
    database = openForReading(growing)
    return movedAside(database)?.file ?? null
  } catch {
    return null
  } finally {
    if (database !== null) closeQuietly(database)
  }
}

/** Ends a salvage that a crash cut off: in its last step, or from the beginning. */
export const settleSalvage = (files: JournalFiles, wallMs: number): void => {
  if (!isThere(files.growing)) return
  if (isThere(files.journal)) removeDatabase(files.growing)
  else putInPlace(files, asideOf(files.growing) ?? withDate(files.folder, wallMs))
}
