import { BenchChild, withChildren } from '../support/bench-child'
import { tokenSource } from '../support/bench-words'
import type { ModelReaderCalls } from './children/model-reader'
import { interleave, median, type BenchEntry } from './measure'
import { withUpstream } from './upstream-run'

const rounds = 9
const tokens = 10_000
const seed = 19
const usPerMs = 1_000

const sentCharacters = (): number => {
  const next = tokenSource(seed)
  return Array.from({ length: tokens }, next).join('').length
}

/** Microseconds a token of either way to read the same answer, in a process that does no more. */
const measure = async (baseUrl: string): Promise<Record<'ours' | 'bare', number[]>> => {
  const reader = await BenchChild.start<ModelReaderCalls>('test/bench/children/model-reader.ts')
  const sent = sentCharacters()
  const timed = (by: 'ours' | 'bare') => async (): Promise<number[]> => {
    const { tookMs, characters } = await reader.call('read', { by, baseUrl })
    if (characters !== sent) throw new Error('the text is not what was sent')
    return [(tookMs * usPerMs) / tokens]
  }
  return withChildren([reader], () =>
    interleave(rounds, { ours: timed('ours'), bare: timed('bare') })
  )
}

/** P19: from a provider's bytes to events in the journal, a token. */
export const rows: BenchEntry[] = [
  {
    id: 'P19',
    run: async () => {
      const sample = await withUpstream({ kind: 'whole', tokens, seed }, measure)
      const [ours, baseline] = [median(sample.ours), median(sample.bare)]
      return [
        {
          metric: 'a model’s token, from its bytes to the journal',
          unit: 'µs',
          ours,
          baseline,
          baselineName: 'fetch and JSON alone',
          aim: null,
          note: `${(ours - baseline).toFixed(1)} µs more a token`
        }
      ]
    }
  }
]
