import { meanTokenCharacters } from '../support/bench-words'
import { interleave, median, voidIfSlow, type BenchEntry, type BenchRow } from './measure'
import { runTokens } from './token-run'
import type { WireKind } from './wires/wire-kind'

const rounds = 3
/** As fast as a wire of one message a token can go at all: one session, six roles, one client. */
const fast = { perSecond: 48_000, tickMs: 4, tokens: 144_000, sessions: 1 }
/** As fast as eight rooms of six roles of a hundred tokens a second. */
const real = { perSecond: 4_800, tickMs: 1, tokens: 19_200, sessions: 8 }
const warmUpTokens = 24_000

interface Cost {
  serverMicroseconds: number
  clientMicroseconds: number
}

const costs: Record<string, Cost[]> = {}

/** What is measured: a wire and its client, or the making of the events alone. */
type Measured = WireKind | 'alone'

const cost = async (name: string, measured: Measured, load: typeof fast): Promise<number[]> => {
  const typing = { ...load, charactersOfAToken: null }
  const { typed, received } = await runTokens({
    kind: measured === 'alone' ? 'ours' : measured,
    sessions: load.sessions,
    connections: measured === 'alone' ? 0 : 1,
    typing,
    warmUp: { ...typing, tokens: Math.min(warmUpTokens, load.tokens) }
  })
  const one: Cost = {
    serverMicroseconds: (typed.cpuMs * 1_000) / load.tokens,
    clientMicroseconds: (received.cpuMs * 1_000) / load.tokens
  }
  costs[name] = [...(costs[name] ?? []), one]
  return []
}

const wholeOf = (name: string): number =>
  median((costs[name] ?? []).map(({ serverMicroseconds }) => serverMicroseconds))
/** Of a wire alone: the events would be made, and the timers run, without a server too. */
const serverOf = (load: string, kind: WireKind): number =>
  wholeOf(`${load} ${kind}`) - wholeOf(`${load} alone`)
/** Tokens a second of processor time. */
const clientOf = (load: string, kind: WireKind): number =>
  1e6 / median((costs[`${load} ${kind}`] ?? []).map((cost) => cost.clientMicroseconds))

const seenMicroseconds = { ws: 12, 'socket.io': 8.8 }
const seenClient = 79_000

const serverRow = (load: string, peer: 'ws' | 'socket.io', aim: number | null): BenchRow => {
  const baseline = serverOf(load, peer)
  return {
    metric: `server CPU per token, ${load}`,
    unit: 'µs',
    ours: serverOf(load, 'ours'),
    baseline,
    baselineName: `${peer}, one message a token`,
    aim,
    ...(aim === null ? {} : voidIfSlow(baseline, seenMicroseconds[peer]))
  }
}

const clientRow = (load: string, aim: number | null): BenchRow => {
  const baseline = clientOf(load, 'ws')
  return {
    metric: `client throughput, ${load}: parse, check, reduce, tell`,
    unit: 'tokens/s',
    ours: clientOf(load, 'ours'),
    baseline,
    baselineName: 'ws, one message a token, parsed only',
    aim,
    more: true,
    ...(aim === null ? {} : voidIfSlow(1 / baseline, 1 / seenClient))
  }
}

/** P7: what a token costs the server and the client, each a process of its own, sockets and all. */
export const rows: BenchEntry[] = [
  {
    id: 'P7',
    run: async () => {
      const loads = { '48,000 tokens/s': fast, '8 rooms × 600 tokens/s': real }
      const kinds = ['alone', 'ours', 'ws', 'socket.io', 'engine'] as const
      const all = Object.entries(loads).flatMap(([name, load]) =>
        kinds.map((kind) => {
          const label = `${name} ${kind}`
          return [label, () => cost(label, kind, load)] as const
        })
      )
      await interleave(rounds, Object.fromEntries(all))
      const [full, usual] = Object.keys(loads) as [string, string]
      const lessOf = (load: string): string =>
        `less ${wholeOf(`${load} alone`).toFixed(2)} µs for the event and its timer, measured alone`
      const text = `tokens of ${meanTokenCharacters.toFixed(1)} characters in the mean`
      const engine = {
        metric: `the same with the engine before it: numbering, reducer, memory journal`,
        unit: 'µs',
        ours: serverOf(full, 'engine'),
        baseline: serverOf(full, 'ours'),
        baselineName: 'the wire alone',
        aim: null
      }
      return [
        { ...serverRow(full, 'ws', 1.6), note: `${text}, ${lessOf(full)}` },
        serverRow(full, 'socket.io', 1.6),
        engine,
        { ...serverRow(usual, 'ws', null), note: lessOf(usual) },
        serverRow(usual, 'socket.io', null),
        clientRow(full, 600_000),
        clientRow(usual, null)
      ]
    }
  }
]
