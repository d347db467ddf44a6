import type { Usage } from '../../../preload/contract/events'
import type { ProviderProfile } from '../../../preload/contract/providers'
import type { ReportedTokens } from './model-stream'

/** Characters of a usual token of Latin text; a Han or kana character is a token of its own. */
const charactersPerToken = 4
const ideograph = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/g
const tokensPerPrice = 1_000_000

/** As `estimatedTokens`, a fraction: of a text in pieces, each rounded up, the sum would be far off. */
export const tokensIn = (text: string): number => {
  const ideographs = text.match(ideograph)?.length ?? 0
  return ideographs + (text.length - ideographs) / charactersPerToken
}

/** How many tokens a text has, about: for budgets, and where a provider does not count. */
export const estimatedTokens = (text: string): number => Math.ceil(tokensIn(text))

type Prices = Pick<ProviderProfile, 'inputPrice' | 'outputPrice'>

/** US dollars; null when either price is not known. */
const costOf = ({ inputPrice, outputPrice }: Prices, input: number, output: number) =>
  inputPrice === null || outputPrice === null
    ? null
    : (input * inputPrice + output * outputPrice) / tokensPerPrice

/** What was used: as the provider counted it, or as estimated where it did not. */
export const usageOf = (
  prices: Prices,
  { reported, estimate }: { reported: ReportedTokens; estimate: { input: number; output: number } }
): Usage => {
  const input = reported.input ?? estimate.input
  const output = reported.output ?? estimate.output
  return {
    inputTokens: input,
    outputTokens: output,
    costUsd: costOf(prices, input, output),
    estimated: reported.input === null || reported.output === null
  }
}
