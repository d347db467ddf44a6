import Papa from 'papaparse'
import { walkCsv } from '../support/walk-csv'
import { openDeskRoom, runDesk } from './desk-room'
import { interleave, median, type BenchEntry } from './measure'

const rounds = 3
const runsARound = 4
const short = walkCsv(5_000, 17)
const long = walkCsv(50_000, 17)

const repeated = async (run: () => Promise<number>): Promise<number[]> => {
  const sample: number[] = []
  for (let count = 0; count < runsARound; count += 1) sample.push(await run())
  return sample
}

const parseAlone = async (): Promise<number> => {
  const startedMs = performance.now()
  Papa.parse(new TextDecoder().decode(short), { skipEmptyLines: true })
  return performance.now() - startedMs
}

/** P17: a whole desk session, start → summary, and how it grows with the file. */
export const rows: BenchEntry[] = [
  {
    id: 'P17',
    run: async () => {
      const room = await openDeskRoom()
      const timed = (bytes: Uint8Array) => async () => (await runDesk(room, bytes)).endedMs
      await repeated(timed(short))
      const samples = await interleave(rounds, {
        short: () => repeated(timed(short)),
        long: () => repeated(timed(long)),
        parse: () => repeated(parseAlone)
      })
      await room.close()
      const ours = median(samples.short)
      const shared = {
        baselineName: 'papaparse alone on the file',
        baseline: median(samples.parse)
      }
      return [
        { metric: 'desk session, 5,000 bars', unit: 'ms', ours, ...shared, aim: 400 },
        {
          metric: 'desk session, 50,000 bars over 5,000 bars',
          unit: '×',
          ours: median(samples.long) / ours,
          baseline: null,
          aim: 10,
          note: `${Math.round(median(samples.long))} ms`
        }
      ]
    }
  }
]
