import { walkCsv } from '../support/walk-csv'
import { openDeskRoom, runDesk } from './desk-room'
import { quantile, type BenchEntry } from './measure'

const runs = 12
const firstStage = ['scout', 'intel', 'quant', 'historian']
/** The predecessor asked for its first words within 2–5 s. */
const predecessorMs = 2_000

/** P18: from the start to the first words of the last role of the first stage. */
export const rows: BenchEntry[] = [
  {
    id: 'P18',
    run: async () => {
      const room = await openDeskRoom()
      const bytes = walkCsv(5_000, 18)
      const sample: number[] = []
      for (let count = 0; count < runs; count += 1) {
        const { firstDeltaMs } = await runDesk(room, bytes)
        sample.push(Math.max(...firstStage.map((role) => firstDeltaMs.get(role) ?? Infinity)))
      }
      await room.close()
      const row = (share: number, name: string) => ({
        metric: `start → first words of all four first-stage roles, ${name}`,
        unit: 'ms',
        ours: quantile(sample, share),
        baseline: predecessorMs,
        baselineName: 'asked of the predecessor',
        aim: 150
      })
      return [row(0.5, 'p50'), row(1, 'slowest, the first of the program included')]
    }
  }
]
