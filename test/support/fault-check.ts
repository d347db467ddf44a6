import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTerminal } from '../../preload/contract/event-kinds'
import { reduceEvents } from '../../preload/contract/session-reducer'
import { sha256 } from '../../main/kernel/hash'
import type { Storage } from '../../main/storage/storage'
import { withStorage } from './journal-folder'

const everything = { text: '', stance: null, end: null, asOf: { from: null, to: null } }

/** Each kept session: how it ended and how long its text is. */
export type Found = Map<string, { end: string | null; characters: number }>

const findSessions = async ({ archive, journal }: Storage): Promise<Found> => {
  const found: Found = new Map()
  for (const { session } of await archive.list(everything)) {
    const events = await journal.read(session, 0)
    const hole = events.findIndex(({ seq }, index) => seq !== index + 1)
    if (hole >= 0) throw new Error(`${session} has a hole at ${hole + 1}`)
    const early = events.slice(0, -1).find(({ type }) => isTerminal(type))
    if (early !== undefined) throw new Error(`${session} goes on after its ${early.type}`)
    const { end, roles } = reduceEvents(session, events)
    const characters = roles.reduce((sum, { text }) => sum + text.length, 0)
    const code = end?.type === 'session.failed' ? `${end.type} ${end.error.code}` : end?.type
    found.set(session, { end: code ?? null, characters })
  }
  return found
}

/** Evidence that is not what its name says, and whatever else lies where evidence does. */
const wrongEvidence = (folder: string): string[] => {
  const evidence = join(folder, 'evidence')
  if (!existsSync(evidence)) return []
  return readdirSync(evidence, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ parentPath, name }) => sha256(readFileSync(join(parentPath, name))) !== name)
    .map(({ name }) => name)
}

/**
 * Opens the folder again and reads all that it keeps.
 * @throws {Error} for anything half-written: a hole, events after an end, broken evidence
 */
export const findKept = async (folder: string, workerFile: string): Promise<Found> => {
  const wrong = wrongEvidence(folder)
  if (wrong.length > 0) throw new Error(`half-written evidence: ${wrong.join()}`)
  return withStorage({ folder, workerFile }, async (storage) => {
    if (storage.notices.length > 0) throw new Error(JSON.stringify(storage.notices))
    return findSessions(storage)
  })
}
