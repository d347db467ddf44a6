import { withChildren } from '../support/bench-child'
import { sleepMs } from '../support/bench-clock'
import { meanTokenCharacters } from '../support/bench-words'
import { median, type BenchEntry, type BenchRow } from './measure'
import { startTokenClient, startTokenServer } from './token-run'

const rounds = 3
/** Six roles, 100 tokens a second each, until each has some 10,000 characters. */
const typing = { tokens: 13_200, perSecond: 600, tickMs: 1, charactersOfAToken: null }
const kinds = ['ours', 'ws', 'snapshots'] as const
const drainMs = 300

/** The same tokens at the same moments go into all three wires. Bytes of wire per byte of answer. */
const measure = async (): Promise<number[]> => {
  const [server, client] = await Promise.all([startTokenServer(), startTokenClient()])
  return withChildren([server, client], async () => {
    for (const kind of kinds) {
      const address = await server.call('open', { kind, sessions: 1 })
      await client.call('connect', { address, seats: [0], tokens: typing.tokens })
    }
    const { answerBytes } = await server.call('type', typing)
    await sleepMs(drainMs)
    const bytes = await client.call('bytes', undefined)
    await client.call('close', undefined)
    await server.call('close', undefined)
    return bytes.map((each) => each / answerBytes)
  })
}

/** P9: what the socket carries for each byte that a reader gets to see, frame heads included. */
export const rows: BenchEntry[] = [
  {
    id: 'P9',
    run: async () => {
      const taken: number[][] = []
      for (let round = 0; round < rounds; round += 1) taken.push(await measure())
      const of = (kind: (typeof kinds)[number]): number =>
        median(taken.map((shares) => shares[kinds.indexOf(kind)] ?? NaN))
      const row = (kind: 'ws' | 'snapshots', baselineName: string): BenchRow => ({
        metric: 'wire bytes per byte of answer, 6 roles, 600 tokens/s',
        unit: '',
        ours: of('ours'),
        baseline: of(kind),
        baselineName,
        aim: 8
      })
      const text = `English prose, tokens of ${meanTokenCharacters.toFixed(1)} characters in the mean`
      return [
        { ...row('ws', 'one frame a token'), note: `${text}, 10,000 characters a role` },
        row('snapshots', 'whole text each 120 ms')
      ]
    }
  }
]
