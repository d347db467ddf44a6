import type { SessionListing } from '../../preload/contract/sessions'
import { exitCodes } from './exit-codes'
import type { ListArguments } from './list-arguments'
import { listJsonText } from './list-json'
import { listTable } from './list-table'
import { openKept, type RoomArchive } from './room-archive'
import { tellNotices } from './tell-notices'
import type { CommandContext } from './terminal-context'
import { createWords } from './words'

/** The archive looks in the question and the id as well; here only the subject counts. */
const inSubject = (text: string): ((listing: SessionListing) => boolean) => {
  const wanted = text.toLowerCase().split(/\s+/)
  return ({ subject }) => wanted.every((word) => subject.toLowerCase().includes(word))
}

const find = async (kept: RoomArchive | null, list: ListArguments): Promise<SessionListing[]> => {
  const found = (await kept?.archive.list(list.query)) ?? []
  return found.filter(inSubject(list.query.text))
}

/**
 * Prints the kept sessions that were asked for, the newest first.
 * @throws {UsageProblem} for a folder that is none
 * @throws {AppError} `storage.*`
 */
export const listSessions = async (
  list: ListArguments,
  { host, openArchive, openLog }: CommandContext
): Promise<number> => {
  const words = createWords(list.language ?? 'en')
  const log = openLog(list.logLevel)
  const kept = await openKept(openArchive, { folder: list.dataFolder, log })
  try {
    tellNotices(kept?.notices ?? [], words, host.stderr)
    const sessions = await find(kept, list)
    host.stdout.write(list.json ? listJsonText(sessions) : listTable(words, sessions, host.stdout))
    return exitCodes.done
  } finally {
    await kept?.close()
  }
}
