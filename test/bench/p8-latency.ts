import { interleave, quantile, voidIfSlow, type BenchEntry, type BenchRow } from './measure'
import { latencies, runTokens } from './token-run'
import type { WireKind } from './wires/wire-kind'

const rounds = 3
/** One event at a time, further apart than a frame waits. */
const idle = { tokens: 200, perSecond: 40, tickMs: 5, sessions: 1, connections: 1 }
/** Four sessions of 600 a second; four clients that each follow all of them. */
const busy = { tokens: 7_200, perSecond: 2_400, tickMs: 1, sessions: 4, connections: 4 }
/** A room has typed for a while before anyone looks at a single event: its code is compiled. */
const warmUpTokens = 7_200

const measure = async (kind: WireKind, load: typeof idle): Promise<number[]> => {
  const typing = { ...load, charactersOfAToken: null }
  const { sessions, connections } = load
  const warmUp = { ...busy, tokens: warmUpTokens, charactersOfAToken: null }
  return latencies(await runTokens({ kind, sessions, connections, typing, warmUp }))
}

const seenIdleMs = { ws: 0.14, tcp: 0.11 }

/** P8: from the making of an event to the client's state having it, batching included. */
export const rows: BenchEntry[] = [
  {
    id: 'P8',
    run: async () => {
      const kinds = ['ours', 'ws', 'tcp'] as const
      const all = { idle, busy }
      const samples = await interleave(
        rounds,
        Object.fromEntries(
          Object.entries(all).flatMap(([name, load]) =>
            kinds.map((kind) => [`${name} ${kind}`, () => measure(kind, load)] as const)
          )
        )
      )
      const row = (
        load: keyof typeof all,
        peer: 'ws' | 'tcp',
        [share, name]: [number, string],
        aim: number | null
      ): BenchRow => {
        const baseline = quantile(samples[`${load} ${peer}`] ?? [], share)
        return {
          metric: `one-way, ${load === 'idle' ? 'one event at a time' : '2,400 events/s × 4 clients'}, ${name}`,
          unit: 'ms',
          ours: quantile(samples[`${load} ours`] ?? [], share),
          baseline,
          baselineName: `raw ${peer}`,
          aim,
          ...(load === 'idle' && share === 0.5 ? voidIfSlow(baseline, seenIdleMs[peer]) : {})
        }
      }
      const p50: [number, string] = [0.5, 'p50']
      const p99: [number, string] = [0.99, 'p99']
      return [
        row('idle', 'tcp', p50, 0.3),
        row('idle', 'ws', p50, 0.3),
        row('idle', 'ws', p99, null),
        row('busy', 'tcp', p50, 6),
        row('busy', 'ws', p50, 6),
        row('busy', 'tcp', p99, 20),
        row('busy', 'ws', p99, 20)
      ]
    }
  }
]
