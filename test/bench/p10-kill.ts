import { SessionRegistry } from '../../main/engine/session-registry'
import { systemClock } from '../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../main/server/stream-server'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { withChildren } from '../support/bench-child'
import { sharedNowMs } from '../support/bench-clock'
import { modelOf } from '../support/model-room'
import { planOf, roleLane } from '../support/plans'
import { interleave, quantile, type BenchEntry } from './measure'
import { startTokenClient } from './token-run'
import { typingModel, withUpstream, type ModelUpstream } from './upstream-run'

const principal = 'window:1'
const roles = ['a', 'b', 'c', 'd', 'e', 'f']
const rounds = 3
const killsARound = 20
/** The predecessor looked once a second whether anybody was still connected. */
const pollEveryMs = 1_000
const pollsARound = 4

/** How the engine learns that its holder has gone; gives what ends the watching. */
type Watch = (server: StreamServer, release: () => void) => () => void

/** Milliseconds from a client's SIGKILL until the model server has seen every socket close. */
const killOne = async (
  watch: Watch,
  { address: baseUrl, upstream }: { address: string; upstream: ModelUpstream }
): Promise<number> => {
  const client = await startTokenClient()
  const analyst = modelOf(baseUrl, { change: { maximumConcurrent: roles.length } })
  const journal = new MemoryJournal()
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
  const server = await startStreamServer({ feeds: registry, clock: systemClock })
  return withChildren([client], async () => {
    const plan = planOf({ one: roles.map((role) => roleLane(role, analyst)) })
    const { session } = registry.start(plan, principal)
    const seats = [server.issueTicket(principal)]
    const sessions = [{ id: session, firstSeq: 0 }]
    const address = { kind: 'ours', port: server.port, sessions, seats } as const
    await client.call('connectDeaf', { address: { ...address }, seat: 0 })
    await new Promise<void>((ready) => {
      let deltas = 0
      registry.feed(session)?.onPublished(({ type }) => {
        deltas += type === 'role.delta' ? 1 : 0
        if (deltas === roles.length * 5) ready()
      })
    })
    const end = watch(server, () => void registry.release(principal))
    await upstream.call('arm', undefined)
    const startedMs = sharedNowMs()
    void client.kill()
    const tookMs = (await upstream.call('idleAt', undefined)) - startedMs
    end()
    await registry.shutdown()
    await server.close()
    return tookMs
  })
}

const measure = (count: number, watch: Watch): Promise<number[]> =>
  withUpstream(typingModel, async (address, upstream) => {
    const sample: number[] = []
    for (let index = 0; index < count; index += 1) {
      sample.push(await killOne(watch, { address, upstream }))
    }
    return sample
  })

/** The shell hears of a dead page at once; here the socket's end stands for it. */
const atOnce: Watch = (server, release) => {
  const listening = server.meter.onClosed.on(release)
  return () => listening.dispose()
}

/** The poll began at a moment that has nothing to do with the kill. */
const polled: Watch = (server, release) => {
  const look = (): void => {
    if (server.connectionCount === 0) release()
  }
  let timer = setTimeout(() => {
    look()
    timer = setInterval(look, pollEveryMs)
  }, Math.random() * pollEveryMs)
  return () => clearInterval(timer)
}

/** P10 by killing the client: a process that holds the socket dies without a word. */
export const rows: BenchEntry[] = [
  {
    id: 'P10',
    run: async () => {
      const { ours, baseline } = await interleave(rounds, {
        ours: () => measure(killsARound, atOnce),
        baseline: () => measure(pollsARound, polled)
      })
      const row = (share: number, name: string, aim: number | null) => ({
        metric: `client killed → six sockets of models closed, ${name}`,
        unit: 'ms',
        ours: quantile(ours, share),
        baseline: quantile(baseline, share),
        baselineName: 'poll each 1,000 ms',
        aim,
        note: 'a window has no grace'
      })
      return [row(0.5, 'p50', 25), row(0.99, 'p99', 25)]
    }
  }
]
