import { systemClock } from '../../main/kernel/clock'
import type { Analyst } from '../../main/engine/ports'
import { SessionRegistry } from '../../main/engine/session-registry'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { sharedNowMs } from '../support/bench-clock'
import { modelOf } from '../support/model-room'
import { planOf, roleLane } from '../support/plans'
import { sseAnalyst } from '../support/sse-analyst'
import { interleave, quantile, type BenchEntry } from './measure'
import { typingModel, withUpstream, type ModelUpstream } from './upstream-run'

const roles = ['a', 'b', 'c', 'd', 'e', 'f']
const rounds = 3
const cancelsARound = 40
/** The predecessor looked once a second whether anybody was still connected. */
const pollEveryMs = 1_000
const pollsARound = 4

type Stop = (registry: SessionRegistry, session: string) => void

/** What reads a server that streams without end. */
type Reader = 'bare' | 'model'

/**
 * A bare reader of tokens, which shows what the engine itself takes, or the model analyst itself, SDK
 * and all.
 */
const analystOf = (reader: Reader, address: string): Analyst =>
  reader === 'bare'
    ? sseAnalyst(address)
    : modelOf(address, { change: { maximumConcurrent: roles.length } })

/** Milliseconds from a stop in mid-stream until the server has seen every socket close. */
const stopOne = async (
  analyst: Analyst,
  { server, stop }: { server: ModelUpstream; stop: Stop }
): Promise<number> => {
  const journal = new MemoryJournal()
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
  const plan = planOf({ one: roles.map((role) => roleLane(role, analyst)) })
  const { session } = registry.start(plan, 'window:1')
  const feed = registry.feed(session)
  await new Promise<void>((ready) => {
    let deltas = 0
    feed?.onPublished(({ type }) => {
      deltas += type === 'role.delta' ? 1 : 0
      if (deltas === roles.length * 5) ready()
    })
  })
  await server.call('arm', undefined)
  const startedMs = sharedNowMs()
  stop(registry, session)
  const tookMs = (await server.call('idleAt', undefined)) - startedMs
  await registry.shutdown()
  return tookMs
}

const measure = (
  count: number,
  { reader, stop }: { reader: Reader; stop: Stop }
): Promise<number[]> =>
  withUpstream(reader === 'bare' ? { kind: 'bare' } : typingModel, async (address, server) => {
    const sample: number[] = []
    for (let index = 0; index < count; index += 1) {
      sample.push(await stopOne(analystOf(reader, address), { server, stop }))
    }
    return sample
  })

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
      const { ours, models, baseline } = await interleave(rounds, {
        ours: () => measure(cancelsARound, { reader: 'bare', stop: atOnce }),
        models: () => measure(cancelsARound, { reader: 'model', stop: atOnce }),
        baseline: () => measure(pollsARound, { reader: 'bare', stop: polled })
      })
      const row = (what: string, sample: number[], share: number, aim: number) => ({
        metric: `cancel → six ${what} closed, in process, ${share === 0.5 ? 'p50' : 'p99'}`,
        unit: 'ms',
        ours: quantile(sample, share),
        baseline: quantile(baseline, share),
        baselineName: 'poll each 1,000 ms',
        aim
      })
      return [
        row('upstream sockets', ours, 0.5, 3),
        row('upstream sockets', ours, 0.99, 20),
        row('sockets of models', models, 0.5, 3),
        row('sockets of models', models, 0.99, 20)
      ]
    }
  }
]
