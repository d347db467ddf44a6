import { join } from 'node:path'
import { BatchWriter } from '../../main/storage/batch-writer'
import { openForWriting } from '../../main/storage/journal-database'
import { createPrivateFile } from '../../main/storage/journal-files'
import { migrate } from '../../main/storage/journal-schema'
import { scriptOf } from './journal-script'

const typing = 9_000
const batchRows = 2_000

/** Fills a folder's journal and leaves it as a crash does: open, its log not taken over. */
export const fillJournal = (
  folder: string,
  { events, unfinished }: { events: number; unfinished: number }
): number => {
  const file = join(folder, 'journal.sqlite')
  createPrivateFile(file)
  const database = openForWriting(file)
  migrate(database)
  const writer = new BatchWriter(database, { file })
  let written = 0
  for (let count = 0; written < events; count += 1) {
    const script = scriptOf(count, typing)
    const kept = count < unfinished ? script.slice(0, -1) : script
    const rows = kept.map(({ type, data }, index) => ({
      session: `session${count}`,
      seq: index + 1,
      epoch: 1,
      atMs: index,
      wallTime: 1_700_000_000_000 + index,
      type,
      data: JSON.stringify(data)
    }))
    for (let at = 0; at < rows.length; at += batchRows) {
      if (writer.write(rows.slice(at, at + batchRows)).length > 0) throw new Error('not kept')
    }
    written += rows.length
  }
  return written
}
