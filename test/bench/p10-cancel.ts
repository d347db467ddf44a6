import { systemClock } from '../../main/kernel/clock'
import { SessionRegistry } from '../../main/engine/session-registry'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { planOf, roleLane } from '../support/plans'
import { sseAnalyst } from '../support/sse-analyst'
import { startSseServer } from '../support/sse-server'
import { interleave, quantile, type BenchEntry } from './measure'

const roles = ['a', 'b', 'c', 'd', 'e', 'f']
const rounds = 3
const cancelsARound = 40
/** The predecessor looked once a second whether anybody was still connected. */
const pollEveryMs = 1_000
const pollsARound = 4

type Stop = (registry: SessionRegistry, session: string) => void

/** Milliseconds from a stop in mid-stream until the server has seen every socket close. */
const measure = async (count: number, stop: Stop): Promise<number[]> => {
  const sample: number[] = []
  for (let index = 0; index < count; index += 1) {
    const upstream = await startSseServer({ tokenEveryMs: 2 })
    const journal = new MemoryJournal()
    const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
    const plan = planOf({ one: roles.map((role) => roleLane(role, sseAnalyst(upstream.url))) })
    const { session } = registry.start(plan, 'window:1')
    const feed = registry.feed(session)
    await new Promise<void>((ready) => {
      let deltas = 0
      feed?.onPublished(({ type }) => {
        deltas += type === 'role.delta' ? 1 : 0
        if (deltas === roles.length * 5) ready()
      })
    })
    const startedMs = performance.now()
    stop(registry, session)
    sample.push((await upstream.idle()) - startedMs)
    await registry.shutdown()
    await upstream.close()
  }
  return sample
}

const atOnce: Stop = (registry, session) => void registry.cancel(session, 'user')

/** Somebody leaves at a moment that the poll knows nothing of. */
const polled: Stop = (registry, session) => {
  const phaseMs = Math.random() * pollEveryMs
  setTimeout(() => void registry.cancel(session, 'user'), phaseMs)
}

/** P10 in process: from the cancel to the model server's closed sockets. */
export const rows: BenchEntry[] = [
  {
    id: 'P10',
    run: async () => {
      const { ours, baseline } = await interleave(rounds, {
        ours: () => measure(cancelsARound, atOnce),
        baseline: () => measure(pollsARound, polled)
      })
      const row = (share: number, name: string, aim: number) => ({
        metric: `cancel → six upstream sockets closed, in process, ${name}`,
        unit: 'ms',
        ours: quantile(ours, share),
        baseline: quantile(baseline, share),
        baselineName: 'poll each 1,000 ms',
        aim
      })
      return [row(0.5, 'p50', 3), row(0.99, 'p99', 20)]
    }
  }
]
