import { withChildren } from '../support/bench-child'
import { sleepMs } from '../support/bench-clock'
import type { LoopDelay } from './children/room-program'
import { median, type BenchEntry, type BenchRow } from './measure'
import { assertNoProblems, openPageOn, startPageClient, startRoomProgram } from './room-run'

const rounds = 3
const sessions = 8
/** Of a role; six roles a session make 600 tokens a second. */
const tokenEveryMs = 10
const measuredMs = 12_000
const settleMs = 1_500
const spareMs = 5_000

/** The loop with nothing to do, then with eight rooms that type, kept on disk and followed. */
const measure = async (): Promise<{ idle: LoopDelay; busy: LoopDelay }> => {
  const [program, client] = await Promise.all([startRoomProgram(), startPageClient()])
  return withChildren([program, client], async () => {
    await program.call('open', undefined)
    const watched = async (): Promise<LoopDelay> => {
      await sleepMs(settleMs)
      await program.call('watchLoop', undefined)
      await sleepMs(measuredMs)
      return program.call('loop', undefined)
    }
    const idle = await watched()
    const tokens = (settleMs + measuredMs + spareMs) / tokenEveryMs
    for (let index = 0; index < sessions; index += 1) {
      const principal = `window:${index}`
      const role = { tokens, everyMs: tokenEveryMs, seed: index }
      const session = await program.call('start', { principal, role })
      await openPageOn(program, client, { principal, session })
    }
    const busy = await watched()
    if ((await program.call('live', undefined)) < sessions) throw new Error('a session ended early')
    await assertNoProblems(program, client)
    await program.call('close', undefined)
    return { idle, busy }
  })
}

/** P13: how late the main loop's timers are while eight rooms type. */
export const rows: BenchEntry[] = [
  {
    id: 'P13',
    run: async () => {
      const taken: { idle: LoopDelay; busy: LoopDelay }[] = []
      for (let round = 0; round < rounds; round += 1) taken.push(await measure())
      const row = (figure: 'p50' | 'p99' | 'max', aim: number | null): BenchRow => ({
        metric: `main-loop delay, 8 sessions × 6 roles, 4,800 tokens/s to disk and page, ${figure}`,
        unit: 'ms',
        ours: median(taken.map(({ busy }) => busy[figure])),
        baseline: median(taken.map(({ idle }) => idle[figure])),
        baselineName: 'the same process, idle',
        aim
      })
      const share = median(taken.map(({ busy }) => busy.cpuMs)) / measuredMs
      const worst = Math.max(...taken.map(({ busy }) => busy.max))
      return [
        { ...row('p50', null), note: `${Math.round(share * 100)} % of one processor` },
        row('p99', 20),
        { ...row('max', 60), note: `worst of three rounds ${worst.toFixed(1)} ms` }
      ]
    }
  }
]
