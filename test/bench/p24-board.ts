import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { boardFile } from '../../main/board/board-file'
import type { WarRoom } from '../../main/compose'
import { CancelScope } from '../../main/kernel/abort'
import { walkCsv } from '../support/walk-csv'
import { openDeskRoom } from './desk-room'
import { interleave, median, voidIfSlow, type BenchEntry } from './measure'

const rounds = 3
const subjects = 40
const bars = 2_500
/** What the baseline takes on two processors that nobody else uses. */
const seenParseMs = 200

const elapsed = async (work: () => Promise<unknown>): Promise<number[]> => {
  const startedMs = performance.now()
  await work()
  return [performance.now() - startedMs]
}

const runBoard = async (room: WarRoom, paths: readonly string[]): Promise<void> => {
  const { signal } = new CancelScope(null)
  const rows = await room.board.runner.rows(paths.map(boardFile), { asOf: null, signal })
  const failed = rows.filter(({ error }) => error !== null)
  if (rows.length !== subjects || failed.length > 0) throw new Error('a row is missing')
}

const parseAlone = async (paths: readonly string[]): Promise<void> => {
  for (const path of paths) Papa.parse(await readFile(path, 'utf8'), { skipEmptyLines: true })
}

/** The morning board: from its files to its last row, the first run of the program included. */
export const rows: BenchEntry[] = [
  {
    id: 'BOARD',
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'war-room-bench-'))
      const paths = Array.from({ length: subjects }, (_, index) => {
        const path = join(folder, `${index}.csv`)
        writeFileSync(path, walkCsv(bars, index + 1))
        return path
      })
      const room = await openDeskRoom()
      try {
        const [first = NaN] = await elapsed(() => runBoard(room, paths))
        const samples = await interleave(rounds, {
          board: () => elapsed(() => runBoard(room, paths)),
          parse: () => elapsed(() => parseAlone(paths))
        })
        const parse = median(samples.parse)
        const shared = {
          ...voidIfSlow(parse, seenParseMs),
          unit: 'ms',
          baselineName: 'papaparse alone on the files, one thread',
          baseline: parse,
          aim: 10_000
        }
        return [
          {
            metric: `board, ${subjects} subjects × 2,500 bars`,
            ours: median(samples.board),
            ...shared
          },
          { metric: 'the same, first run of the program', ours: first, ...shared }
        ]
      } finally {
        await room.close()
        rmSync(folder, { recursive: true, force: true })
      }
    }
  }
]
