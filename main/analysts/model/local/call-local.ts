import type { FinishReason } from 'ai'
import type { Usage } from '../../../../preload/contract/events'
import type { DeltaKind } from '../../../../preload/contract/words'
import { onAbort } from '../../../kernel/abort'
import type { ModelPrompt } from '../language-model'
import type { LocalProfile } from '../remote-profile'
import { usageOf } from '../usage'
import { localMissing } from './local-errors'
import type { LocalTokens } from './local-protocol'
import type { LocalRuntime } from './local-runtime'

export interface ModelCallLocal {
  profile: LocalProfile
  prompt: ModelPrompt
  onText: (text: string, kind: DeltaKind) => void
  onUsage: (usage: Usage) => void
}

/** How often use is told of while an answer comes; in tokens. */
const reportEvery = 32

/** As the model counted; without a price it costs nothing. */
const usageFrom = (profile: LocalProfile, tokens: LocalTokens): Usage => {
  const prices = { inputPrice: profile.inputPrice ?? 0, outputPrice: profile.outputPrice ?? 0 }
  return usageOf(prices, { reported: tokens, estimate: tokens })
}

/** As `callModel`, by a model of a local file. */
export const callLocal = async (
  { profile, prompt, onText, onUsage }: ModelCallLocal,
  { runtime, signal }: { runtime: LocalRuntime | null; signal: AbortSignal }
): Promise<FinishReason> => {
  if (runtime === null) throw localMissing()
  const { baseUrl, contextTokens, maximumOutputTokens } = profile
  const call = { file: baseUrl ?? '', ...prompt, contextTokens, maximumOutputTokens }
  let made: LocalTokens = { input: 0, output: 0 }
  let told = -reportEvery
  const tell = (): void => {
    told = made.output
    onUsage(usageFrom(profile, made))
  }
  const onTokens = (tokens: LocalTokens): void => {
    made = tokens
    if (made.output - told >= reportEvery) tell()
  }
  // In the abort's own tick, since what it was called for has ended by the next one.
  const flushing = onAbort(signal, tell)
  try {
    const { tokens, finish } = await runtime.call(call, { listener: { onText, onTokens }, signal })
    made = tokens
    tell()
    return finish
  } finally {
    flushing.dispose()
  }
}
