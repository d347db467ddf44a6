import type { Usage } from '../../preload/contract/events'
import type { SessionState } from '../../preload/contract/session-state'
import type { Words } from './words'

/** Under a dollar as many decimals as show a call's price. */
const smallDecimals = 4
const largeDecimals = 2

const estimatedMark = '~'

/** Tokens and, where prices are known, money: `~1,234 tokens · ~$0.0021`; `~` marks an estimate. */
export const usageText = (words: Words, usage: Usage): string => {
  const { inputTokens, outputTokens, costUsd, estimated } = usage
  const mark = estimated ? estimatedMark : ''
  const tokens = `${mark}${words.number(inputTokens + outputTokens, 0)}`
  const parts = [words.text('usage_tokens', { tokens })]
  if (costUsd !== null) {
    const amount = words.number(costUsd, costUsd < 1 ? smallDecimals : largeDecimals)
    parts.push(words.text('usage_money', { mark, amount }))
  }
  return parts.join(words.text('separator'))
}

/** What all roles of a session have used; null when none used anything. */
export const totalUsage = ({ roles }: SessionState): Usage | null => {
  const used = roles.flatMap(({ usage }) => usage ?? [])
  if (used.length === 0) return null
  const sum = (of: (usage: Usage) => number): number =>
    used.reduce((total, usage) => total + of(usage), 0)
  const priced = used.every(({ costUsd }) => costUsd !== null)
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: priced ? sum(({ costUsd }) => costUsd ?? 0) : null,
    estimated: used.some(({ estimated }) => estimated)
  }
}

/** As `usageText`, in a list; empty when nothing was used. */
export const usageParts = (words: Words, usage: Usage | null): string[] =>
  usage === null ? [] : [usageText(words, usage)]
