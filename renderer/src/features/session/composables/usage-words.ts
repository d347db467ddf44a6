import type { Usage } from '../../../../../preload/contract/events'
import type { Formats } from '../../../app/formats'
import type { Translate } from '../../../app/use-text'

export interface UsageWords {
  /** `~1,234 tokens · ~$0.0021`; `~` marks an estimate, and money is there where it is known. */
  text: string
  /** How many went in and came out, and what is estimated. */
  hint: string
}

/** A usage in the reader's words. */
export const usageWords = (
  { inputTokens, outputTokens, costUsd, estimated }: Usage,
  t: Translate,
  formats: Formats
): UsageWords => {
  const mark = estimated ? '~' : ''
  const tokens = (count: number): string => `${mark}${formats.number(count, 0)}`
  const total = inputTokens + outputTokens
  const text = t('models.usage.tokens', { count: total, tokens: tokens(total) })
  const split = t('models.usage.split', {
    input: tokens(inputTokens),
    output: tokens(outputTokens)
  })
  const unpriced = costUsd === null ? t('models.usage.unpriced') : ''
  return {
    text: costUsd === null ? text : `${text} · ${mark}${formats.money(costUsd)}`,
    hint: [split, estimated ? t('models.usage.estimated') : '', unpriced]
      .filter((part) => part !== '')
      .join(' ')
  }
}
