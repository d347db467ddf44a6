import { withChildren } from '../support/bench-child'
import { sleepMs } from '../support/bench-clock'
import { median, type BenchEntry, type BenchRow } from './measure'
import { startTokenClient, startTokenServer } from './token-run'
import type { WireKind } from './wires/wire-kind'

const rounds = 3
/** 200 MB in pieces of 1,000 characters at 10 MB/s, after a tenth of it for the warm-up. */
const produced = { tokens: 200_000, perSecond: 10_000, tickMs: 2, charactersOfAToken: 1_000 }
const warmUp = { ...produced, tokens: 20_000 }
const drainMs = 500

interface Taken {
  rss: number
  /** The heap and the buffers beside it. */
  held: number
  stallMs: number
  /** Whether the other reader had all of it. */
  healthy: boolean
}

const measure = async (kind: WireKind): Promise<Taken> => {
  const [server, slow, healthy] = await Promise.all([
    startTokenServer(),
    startTokenClient(),
    startTokenClient()
  ])
  return withChildren([server, slow, healthy], async () => {
    const address = await server.call('open', { kind, sessions: 1 })
    await healthy.call('connectDeaf', { address, seat: 0 })
    await server.call('type', warmUp)
    await slow.call('connectDeaf', { address, seat: 1 })
    await slow.call('pause', undefined)
    await server.call('watch', undefined)
    const { answerBytes } = await server.call('type', produced)
    const { rss, heap, outside, stallMs } = await server.call('watched', undefined)
    await sleepMs(drainMs)
    const [open] = await healthy.call('open', undefined)
    const [bytes] = open === true ? await healthy.call('bytes', undefined) : [0]
    return { rss, held: heap + outside, stallMs, healthy: (bytes ?? 0) >= answerBytes }
  })
}

const rowsOf = (ours: Taken[], baseline: Taken[]): BenchRow[] => {
  const row = (
    metric: string,
    unit: string,
    figure: 'rss' | 'held' | 'stallMs',
    aim: number | null
  ): BenchRow => ({
    metric: `a client stops reading, 200 MB produced: ${metric}`,
    unit,
    ours: median(ours.map((taken) => taken[figure])),
    baseline: median(baseline.map((taken) => taken[figure])),
    baselineName: 'ws without a limit',
    aim,
    ...(ours.every(({ healthy }) => healthy)
      ? {}
      : { void: 'the machine was too busy for the healthy reader to keep up' }),
    note: `worst of three rounds ${Math.max(...ours.map((taken) => taken[figure])).toFixed(1)}`
  })
  return [
    row("growth of the server's memory (RSS)", 'MB', 'rss', 16),
    row('growth of its heap and buffers, garbage included', 'MB', 'held', null),
    row('longest stall of its main loop', 'ms', 'stallMs', 50)
  ]
}

/** P12: one reader stops reading while a healthy one takes all of it. */
export const rows: BenchEntry[] = [
  {
    id: 'P12',
    run: async () => {
      const [ours, baseline]: [Taken[], Taken[]] = [[], []]
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await measure('ours'))
        baseline.push(await measure('ws'))
      }
      return rowsOf(ours, baseline)
    }
  }
]
