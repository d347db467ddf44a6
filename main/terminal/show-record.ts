import type { ForecastRecord } from '../../preload/contract/forecasts'
import { assertKept } from './data-folder'
import { exitCodes } from './exit-codes'
import { plainLine } from './plain-text'
import { printableJson } from './printable-json'
import type { RecordArguments } from './record-arguments'
import { recordTable } from './record-table'
import { openKept, type RoomArchive } from './room-archive'
import { tellNotices } from './tell-notices'
import type { CommandContext } from './terminal-context'
import { createWords } from './words'

const every = { subject: null, state: null, after: null, until: null }

/** The records of each subject whose name has every word of `text`, subjects by their name. */
const recordsOf = async ({ ledger }: RoomArchive, text: string): Promise<ForecastRecord[]> => {
  const wanted = text.toLowerCase().split(/\s+/)
  const forecasts = await ledger.find(every)
  const subjects = [...new Set(forecasts.map(({ subject }) => subject))]
    .filter((subject) => wanted.every((word) => subject.toLowerCase().includes(word)))
    .sort()
  const records = subjects.map((subject) => ledger.records({ subject, until: null }))
  return (await Promise.all(records)).flat()
}

/** Only the folder's writer may forget; beside another one it is refused, with its reason. */
const forget = async (
  subject: string,
  record: RecordArguments,
  { host, openArchive, openLog }: CommandContext
): Promise<number> => {
  const words = createWords(record.language ?? 'en')
  await assertKept(record.dataFolder)
  const log = openLog(record.logLevel)
  const kept = await openArchive({ folder: record.dataFolder, readOnly: false, log })
  try {
    tellNotices(kept?.notices ?? [], words, host.stderr)
    const count = (await kept?.ledger.clear(subject)) ?? 0
    const told = words.text('record.forgotten', { count, subject: plainLine(subject) })
    host.stdout.write(record.json ? printableJson({ subject, forgotten: count }) : `${told}\n`)
    return exitCodes.done
  } finally {
    await kept?.close()
  }
}

const show = async (
  record: RecordArguments,
  { host, openArchive, openLog }: CommandContext
): Promise<number> => {
  const words = createWords(record.language ?? 'en')
  const log = openLog(record.logLevel)
  const kept = await openKept(openArchive, { folder: record.dataFolder, log })
  try {
    tellNotices(kept?.notices ?? [], words, host.stderr)
    const records = kept === null ? [] : await recordsOf(kept, record.subject)
    host.stdout.write(
      record.json ? printableJson(records) : recordTable(words, records, host.stdout)
    )
    return exitCodes.done
  } finally {
    await kept?.close()
  }
}

/**
 * Prints what the forecasts on record came to, or forgets those on one subject.
 * @throws {UsageProblem} for a folder that is none
 * @throws {AppError} `storage.*`
 */
export const showRecord = (record: RecordArguments, context: CommandContext): Promise<number> =>
  record.clear === null ? show(record, context) : forget(record.clear, record, context)
