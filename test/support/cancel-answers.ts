import type { ModelFault } from './model-server'

/**
 * What a cancel waits for, beside a while: a machine with much to do might else never come further
 * than the first steps.
 */
export type CancelSight = 'nothing' | 'request' | 'word'

export const cancelSights: readonly CancelSight[] = ['nothing', 'request', 'word']

const silent: ModelFault[] = [
  { do: 'hang-before-headers' },
  { do: 'hang-before-text' },
  { do: 'status', status: 429, message: 'slow down', retryAfter: '0.01' }
]
const speaking: ModelFault[] = [
  { do: 'hang-mid-text' },
  { do: 'endless' },
  { do: 'answer', chunks: Array.from({ length: 8 }, (_, at) => `word ${at} `), everyMs: 1 }
]
const answers: Record<CancelSight, ModelFault[]> = {
  nothing: [...silent, ...speaking],
  request: silent,
  word: speaking
}

/** How a provider answers a role that is to be cancelled at that sight. */
export const answersAt = (sight: CancelSight, random: () => number): ModelFault =>
  answers[sight][Math.floor(random() * answers[sight].length)] ?? { do: 'hang-before-text' }
