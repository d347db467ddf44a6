import { streamText } from 'ai'
import type { Usage } from '../../../preload/contract/events'
import type { DeltaKind } from '../../../preload/contract/words'
import { CancelScope } from '../../kernel/abort'
import { languageModel, type RemoteProfile } from './language-model'
import { readModelStream, type ReportedTokens } from './model-stream'
import { Upstream } from './upstream'
import { estimatedTokens, usageOf } from './usage'

/** What a model is told: who it is, and what it may know. */
export interface ModelPrompt {
  system: string
  user: string
}

export interface ModelCall {
  profile: RemoteProfile
  key: string | null
  prompt: ModelPrompt
  onText: (text: string, kind: DeltaKind) => void
  /** What was used so far; the last one as the provider counted it, where it does. */
  onUsage: (usage: Usage) => void
}

const uncounted: ReportedTokens = { input: null, output: null }
/** How much has to come between two reports of what was used, in characters. */
const reportEvery = 200

/** What a call would use if its answer were as long as it may be. */
export const mostOf = ({ profile, prompt }: Pick<ModelCall, 'profile' | 'prompt'>): Usage => {
  const input = estimatedTokens(prompt.system + prompt.user)
  const most = { input, output: profile.maximumOutputTokens }
  return usageOf(profile, { reported: uncounted, estimate: most })
}

/**
 * One request to a provider, streamed. Rejects with what the SDK told, unchanged. Its socket is closed
 * when this settles, however it ends: what was left in its midst would still be read, and paid for.
 */
export const callModel = async (
  { profile, key, prompt, onText, onUsage }: ModelCall,
  { signal }: { signal: AbortSignal }
): Promise<void> => {
  const scope = new CancelScope(signal)
  const upstream = new Upstream()
  const estimate = { input: estimatedTokens(prompt.system + prompt.user), output: 0 }
  let unreported = 0
  const tell = (reported: ReportedTokens): void => {
    unreported = 0
    onUsage(usageOf(profile, { reported, estimate }))
  }
  try {
    const { fullStream } = streamText({
      model: languageModel(profile, { key, fetch: upstream.fetch }),
      system: prompt.system,
      prompt: prompt.user,
      maxRetries: 0,
      maxOutputTokens: profile.maximumOutputTokens,
      abortSignal: scope.signal,
      onError: () => undefined
    })
    const tokens = await readModelStream(fullStream, (text, kind) => {
      estimate.output += estimatedTokens(text)
      unreported += text.length
      onText(text, kind)
      if (unreported >= reportEvery) tell(uncounted)
    })
    tell(tokens)
  } catch (error) {
    if (estimate.output > 0) tell(uncounted)
    throw error
  } finally {
    scope.cancel('user')
    scope.dispose()
    await upstream.closed()
  }
}
