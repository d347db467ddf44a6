import { seededRandom } from '../../main/kernel/random'
import type { CancelServer } from '../support/cancel-server'
import { cancelModels } from '../support/model-cancels'
import type { BenchEntry } from './measure'
import { withUpstream, type ModelUpstream } from './upstream-run'

const cancels = 1_000
const seed = 11

const asCancelServer = (baseUrl: string, server: ModelUpstream): CancelServer => ({
  baseUrl,
  look: (sight) => server.call('look', sight),
  heard: () => server.call('heard', undefined),
  idle: async () => {
    await server.call('arm', undefined)
    return server.call('idleAt', undefined)
  },
  close: () => server.call('close', undefined)
})

/** P11: what a cancelled model still costs. Each round looks for sockets, requests and events. */
export const rows: BenchEntry[] = [
  {
    id: 'P11',
    run: async () => {
      const { moments, broken } = await withUpstream({ kind: 'cancels', seed }, (url, server) =>
        cancelModels(cancels, { server: asCancelServer(url, server), random: seededRandom(seed) })
      )
      const { queued, asked, answering, ended } = moments
      const before = `${queued} before a request, ${asked} before a word`
      return [
        {
          metric: `sockets, requests and events left after ${cancels} cancels of models over HTTP`,
          unit: '',
          ours: broken.length,
          baseline: null,
          aim: 0,
          note: `${before}, ${answering} in mid-answer, ${ended} after the end`
        }
      ]
    }
  }
]
