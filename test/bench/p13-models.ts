import { withChildren } from '../support/bench-child'
import { sleepMs } from '../support/bench-clock'
import { meanTokenCharacters } from '../support/bench-words'
import type { LoopDelay } from './children/room-program'
import type { BenchEntry, BenchRow } from './measure'
import { assertNoProblems, openPageOn, startPageClient, startRoomProgram } from './room-run'
import { withUpstream } from './upstream-run'

const perSecond = 100
const settleMs = 1_500
const idleMs = 5_000
/** Beyond what is measured, so that no answer ends in it. */
const spareMs = 20_000
const msPerSecond = 1_000

interface Load {
  sessions: number
  measuredMs: number
}
const loads: Load[] = [
  { sessions: 1, measuredMs: 60_000 },
  { sessions: 8, measuredMs: 12_000 }
]
const rolesOf = ({ sessions }: Load): number => 6 * sessions

interface Measured {
  idle: LoopDelay
  busy: LoopDelay
  /** That came to the pages. */
  tokensPerSecond: number
}

const measure = async (load: Load, baseUrl: string): Promise<Measured> => {
  const [program, client] = await Promise.all([startRoomProgram(), startPageClient()])
  return withChildren([program, client], async () => {
    await program.call('open', undefined)
    const watched = async (ms: number): Promise<LoopDelay> => {
      await sleepMs(settleMs)
      await program.call('watchLoop', undefined)
      await sleepMs(ms)
      return program.call('loop', undefined)
    }
    const idle = await watched(idleMs)
    for (let index = 0; index < load.sessions; index += 1) {
      const principal = `window:${index}`
      const roles = { baseUrl, tokens: tokensOf(load) }
      const session = await program.call('startModels', { principal, ...roles })
      await openPageOn(program, client, { principal, session })
    }
    await sleepMs(settleMs)
    const before = await client.call('characters', undefined)
    const startedMs = performance.now()
    const busy = await watched(load.measuredMs)
    const took = (performance.now() - startedMs) / msPerSecond
    const came = (await client.call('characters', undefined)) - before
    const live = await program.call('live', undefined)
    if (live < load.sessions) throw new Error('a session ended early')
    await assertNoProblems(program, client)
    await program.call('close', undefined)
    return { idle, busy, tokensPerSecond: came / meanTokenCharacters / took }
  })
}

const tokensOf = ({ measuredMs }: Load): number =>
  (perSecond * (measuredMs + spareMs)) / msPerSecond

const rowsOf = (load: Load, { idle, busy, tokensPerSecond }: Measured): BenchRow[] => {
  const { sessions, measuredMs } = load
  const seconds = measuredMs / msPerSecond
  const rooms = sessions === 1 ? '1 session' : `${sessions} sessions`
  const row = (figure: 'p50' | 'p99' | 'max', aim: number | null): BenchRow => ({
    metric: `main-loop delay, ${rooms} × 6 models over HTTP, ${seconds} s, ${figure}`,
    unit: 'ms',
    ours: busy[figure],
    baseline: idle[figure],
    baselineName: 'the same process, idle',
    aim,
    ...(tokensPerSecond < 0.9 * perSecond * rolesOf(load)
      ? { void: `only ${Math.round(tokensPerSecond)} tokens a second came` }
      : {})
  })
  const share = `${Math.round((100 * busy.cpuMs) / measuredMs)} % of one processor`
  const note = `${Math.round(tokensPerSecond)} tokens/s, ${share}`
  return [{ ...row('p50', null), note }, row('p99', 20), row('max', 60)]
}

/** P13: how late the main loop's timers are while models of a server type at 100 tokens/s each. */
export const rows: BenchEntry[] = [
  {
    id: 'P13',
    run: async () => {
      const all: BenchRow[] = []
      for (const load of loads) {
        const kind = { kind: 'paced' as const, perSecond, tokens: tokensOf(load) }
        all.push(...rowsOf(load, await withUpstream(kind, (baseUrl) => measure(load, baseUrl))))
      }
      return all
    }
  }
]
