import type { FinishReason } from 'ai'
import type { Usage } from '../../../preload/contract/events'
import type { DeltaKind } from '../../../preload/contract/words'
import { CancelScope, onAbort } from '../../kernel/abort'
import { Upstream } from '../../kernel/upstream'
import { CallMeter } from './call-meter'
import { expectStream } from './expect-stream'
import { languageModel, type ModelPrompt } from './language-model'
import type { RemoteProfile } from './remote-profile'
import { readModelStream } from './model-stream'

export interface ModelCall {
  profile: RemoteProfile
  key: string | null
  prompt: ModelPrompt
  onText: (text: string, kind: DeltaKind) => void
  /** What was used so far; the last one as the provider counted it, where it does. */
  onUsage: (usage: Usage) => void
}

/**
 * Far more than any answer within its limit: a server that heeds none must not fill the memory. In
 * characters.
 */
const longestOf = ({ maximumOutputTokens }: RemoteProfile): number =>
  Math.max(200_000, 40 * maximumOutputTokens)

/**
 * Of all that comes, framing and what is no text included: a line without an end would be held whole,
 * and so would a refusal. Each token comes in a frame of some hundred bytes.
 */
const mostBytesOf = ({ maximumOutputTokens }: RemoteProfile): number =>
  32 * 1024 * 1024 + 1024 * maximumOutputTokens

/** What a model is asked, for an answer that streams. */
const callOptionsOf = ({ profile, prompt }: ModelCall, signal: AbortSignal) => ({
  prompt: [
    { role: 'system' as const, content: prompt.system },
    { role: 'user' as const, content: [{ type: 'text' as const, text: prompt.user }] }
  ],
  maxOutputTokens: profile.maximumOutputTokens,
  abortSignal: signal
})

/**
 * One request to a provider, streamed; gives why the model stopped, null where it did not say. Rejects
 * with what the SDK told, unchanged, and with the signal's reason once that aborts: from then on
 * nothing is told any more. Its socket is closed when this settles, however it ends: what was left in
 * its midst would still be read, and paid for.
 */
export const callModel = async (
  call: ModelCall,
  { signal }: { signal: AbortSignal }
): Promise<FinishReason | null> => {
  const { profile, key, prompt, onText, onUsage } = call
  const scope = new CancelScope(signal)
  const upstream = new Upstream({ maximumBytes: mostBytesOf(profile) })
  const meter = new CallMeter({ profile, prompt }, onUsage)
  // In the abort's own tick, since what it was called for has ended by the next one. Who was asked and
  // has not refused is at work, and paid for it.
  const flushing = onAbort(signal, () => meter.flush({ heard: upstream.connected }))
  let accepted = false
  let left = longestOf(profile)
  try {
    scope.signal.throwIfAborted()
    const model = languageModel(profile, { key, fetch: expectStream(upstream.fetch) })
    const { stream } = await model.doStream(callOptionsOf(call, scope.signal))
    accepted = true
    const take = (text: string, kind: DeltaKind): void => {
      onText(text.slice(0, left), kind)
      meter.add(text.slice(0, left))
      left -= text.length
      if (left < 0) throw new Error('the answer is many times as long as it may be')
    }
    const { tokens, finish } = await readModelStream(stream, take, scope)
    meter.count(tokens)
    return finish
  } catch (error) {
    signal.throwIfAborted()
    meter.flush({ heard: accepted })
    throw error
  } finally {
    flushing.dispose()
    scope.cancel('user')
    scope.dispose()
    await upstream.closed()
  }
}
