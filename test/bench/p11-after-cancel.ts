import { cancelModels } from '../support/model-cancels'
import type { BenchEntry } from './measure'

const cancels = 1_000
const seed = 11

/** P11: what a cancelled model still costs. Each round looks for sockets, requests and events. */
export const rows: BenchEntry[] = [
  {
    id: 'P11',
    run: async () => {
      const { moments, broken } = await cancelModels(cancels, seed)
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
