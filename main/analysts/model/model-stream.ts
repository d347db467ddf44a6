import type { TextStreamPart, ToolSet } from 'ai'
import type { DeltaKind } from '../../../preload/contract/words'

/** Tokens as the provider counted them; null where it did not. */
export interface ReportedTokens {
  input: number | null
  output: number | null
}

/**
 * Reads a model's answer as it comes. A stream tells its failure in two ways, by a part of type error
 * (and may go on after it) or by the iterator itself: both reject here, with whatever was told.
 */
export const readModelStream = async (
  parts: AsyncIterable<TextStreamPart<ToolSet>>,
  onText: (text: string, kind: DeltaKind) => void
): Promise<ReportedTokens> => {
  let tokens: ReportedTokens = { input: null, output: null }
  for await (const part of parts) {
    switch (part.type) {
      case 'text-delta':
        onText(part.text, 'answer')
        break
      case 'reasoning-delta':
        onText(part.text, 'reasoning')
        break
      case 'error':
        throw part.error
      case 'finish': {
        const { inputTokens, outputTokens } = part.totalUsage
        tokens = { input: inputTokens ?? null, output: outputTokens ?? null }
        break
      }
    }
  }
  return tokens
}
