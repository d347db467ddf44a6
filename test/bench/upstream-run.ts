import { BenchChild, withChildren } from '../support/bench-child'
import type { ModelUpstreamCalls, UpstreamKind } from './children/model-upstream'

export type ModelUpstream = BenchChild<ModelUpstreamCalls>

export const startModelUpstream = (): Promise<ModelUpstream> =>
  BenchChild.start('test/bench/children/model-upstream.ts')

/** As fast as models write, each role's answer without an end that a run would see. */
export const typingModel: UpstreamKind = { kind: 'paced', perSecond: 100, tokens: 1_000_000 }

/** Works with a model's server that is a process of its own, and ends it. */
export const withUpstream = async <T>(
  kind: UpstreamKind,
  work: (address: string, server: ModelUpstream) => Promise<T>
): Promise<T> => {
  const server = await startModelUpstream()
  return withChildren([server], async () => {
    const result = await work(await server.call('open', kind), server)
    await server.call('close', undefined)
    return result
  })
}
