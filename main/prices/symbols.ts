import type { SymbolMatch } from '../../preload/contract/live-prices'

const taiwanCode = /^\d{4,6}[A-Z]?$/
/** The stock exchange, then the over-the-counter market. */
const taiwanSuffixes = ['TW', 'TWO'] as const

/** A code of Taiwan's exchanges without its market: 2330, 00878, 00631L. */
export const isTaiwanCode = (text: string): boolean => taiwanCode.test(text.toUpperCase())

/** What a typed symbol may stand for, the likelier first. */
export const symbolCandidates = (typed: string): string[] => {
  const symbol = typed.trim().toUpperCase()
  return isTaiwanCode(symbol) ? taiwanSuffixes.map((suffix) => `${symbol}.${suffix}`) : [symbol]
}

/** The market's suffix of a symbol, '' for none. */
export const marketOf = (symbol: string): string => {
  const dot = symbol.lastIndexOf('.')
  return dot < 0 ? '' : symbol.slice(dot + 1).toUpperCase()
}

/** Currencies and futures are of no market that an index stands for. */
const withoutMarket = /=/

/**
 * The benchmark of a symbol by its market; null for a market without one, and for what is a benchmark
 * itself.
 */
export const benchmarkOf = (
  symbol: string,
  benchmarks: Readonly<Record<string, string>>
): string | null => {
  const isOne = Object.values(benchmarks).includes(symbol)
  if (isOne || withoutMarket.test(symbol)) return null
  const market = marketOf(symbol)
  return (Object.hasOwn(benchmarks, market) && benchmarks[market]) || null
}

/** With digits typed, Taiwan's code of just these first, the rest in the source's order. */
export const inTypedOrder = (text: string, matches: readonly SymbolMatch[]): SymbolMatch[] => {
  if (!isTaiwanCode(text.trim())) return [...matches]
  const candidates = symbolCandidates(text)
  const rank = ({ symbol }: SymbolMatch): number => {
    const at = candidates.indexOf(symbol)
    return at < 0 ? candidates.length : at
  }
  return [...matches].sort((a, b) => rank(a) - rank(b))
}
