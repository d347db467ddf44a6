import { BenchChild, withChildren } from '../support/bench-child'
import { sleepMs } from '../support/bench-clock'
import type { TokenClientCalls, Received } from './children/token-client'
import type { TokenServerCalls, Typed, Typing } from './children/token-server'
import type { WireKind } from './wires/wire-kind'

export type TokenServer = BenchChild<TokenServerCalls>
export type TokenClient = BenchChild<TokenClientCalls>

export const startTokenServer = (): Promise<TokenServer> =>
  BenchChild.start('test/bench/children/token-server.ts')
export const startTokenClient = (): Promise<TokenClient> =>
  BenchChild.start('test/bench/children/token-client.ts')

export interface TokenRun {
  kind: WireKind
  sessions: number
  connections: number
  typing: Typing
  /** Typed first and not counted, until the engine's compiler has done its work. */
  warmUp: Typing | null
}

/** Longer than any frame waits. */
const quietMs = 100

/** Types into one wire and reads it, the server and its clients in a process of their own each. */
export const runTokens = async (run: TokenRun): Promise<{ typed: Typed; received: Received }> => {
  const [server, client] = await Promise.all([startTokenServer(), startTokenClient()])
  const seats = Array.from({ length: run.connections }, (_, seat) => seat)
  const once = async (typing: Typing): Promise<{ typed: Typed; received: Received }> => {
    const address = await server.call('open', { kind: run.kind, sessions: run.sessions })
    await client.call('connect', { address, seats, tokens: typing.tokens })
    await sleepMs(quietMs)
    const [typed, received] = await Promise.all([
      server.call('type', typing),
      client.call('received', undefined)
    ])
    await client.call('close', undefined)
    await server.call('close', undefined)
    return { typed, received }
  }
  return withChildren([server, client], async () => {
    if (run.warmUp !== null) await once(run.warmUp)
    return once(run.typing)
  })
}

/** From the making of each token to its being taken in: connections × tokens, in ms. */
export const latencies = ({ typed, received }: { typed: Typed; received: Received }): number[] =>
  received.atMs.flatMap((atMs) => Array.from(atMs, (at, token) => at - (typed.atMs[token] ?? 0)))
