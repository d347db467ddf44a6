import { InvalidResponseDataError, type FinishReason } from 'ai'
import type { DeltaKind } from '../../../preload/contract/words'
import type { SdkModel } from './language-model'

/** What a model's stream is made of. */
type StreamOf<T> = T extends ReadableStream<infer Part> ? Part : never
export type ModelPart = StreamOf<Awaited<ReturnType<SdkModel['doStream']>>['stream']>

/** Tokens as the provider counted them; null where it did not. */
export interface ReportedTokens {
  input: number | null
  output: number | null
}

export interface ModelStreamEnd {
  tokens: ReportedTokens
  /** Why the model stopped; null where the stream ended without saying so, as one that was cut does. */
  finish: FinishReason | null
}

/** The SDK's own error for a stream that ends without saying why; the last part says the same. */
const isCut = (error: unknown): boolean =>
  InvalidResponseDataError.isInstance(error) && error.message.includes('ended without a finish')

/**
 * Reads a model's answer as it comes. A stream tells its failure in two ways, by a part of type error
 * (and may go on after it) or by the iterator itself: both reject here, with whatever was told. One
 * that is called off ends like a good one; that rejects as well, by the signal's reason.
 */
export const readModelStream = async (
  parts: AsyncIterable<ModelPart>,
  onText: (text: string, kind: DeltaKind) => void,
  { signal }: { signal: AbortSignal }
): Promise<ModelStreamEnd> => {
  let tokens: ReportedTokens = { input: null, output: null }
  let finish: FinishReason | null = null
  for await (const part of parts) {
    signal.throwIfAborted()
    switch (part.type) {
      case 'text-delta':
        onText(part.delta, 'answer')
        break
      case 'reasoning-delta':
        onText(part.delta, 'reasoning')
        break
      case 'error':
        if (isCut(part.error)) break
        throw part.error
      case 'finish': {
        const { inputTokens, outputTokens } = part.usage
        tokens = { input: inputTokens.total ?? null, output: outputTokens.total ?? null }
        finish = part.finishReason.raw === undefined ? null : part.finishReason.unified
        break
      }
    }
  }
  signal.throwIfAborted()
  return { tokens, finish }
}
