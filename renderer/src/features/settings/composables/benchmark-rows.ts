/** A market by the suffix of its symbols ('' for none) and its index, as they are typed. */
export interface BenchmarkRow {
  suffix: string
  symbol: string
}

export type BenchmarkProblem = 'suffix' | 'twice' | 'symbol'

const suffixPattern = /^[A-Z0-9]{0,8}$/
const symbolPattern = /^[\^A-Za-z0-9][A-Za-z0-9.^=_-]{0,23}$/

/** The suffix as it is kept: without its dot, in capitals. */
export const tidySuffix = (text: string): string => text.trim().replace(/^\./, '').toUpperCase()

export const rowsOf = (benchmarks: Readonly<Record<string, string>>): BenchmarkRow[] =>
  Object.entries(benchmarks).map(([suffix, symbol]) => ({ suffix, symbol }))

/** What keeps a row from being kept; null where nothing does. An empty symbol stands for no index. */
export const problemOf = (
  rows: readonly BenchmarkRow[],
  index: number
): BenchmarkProblem | null => {
  const row = rows[index]
  if (row === undefined) return null
  const suffix = tidySuffix(row.suffix)
  if (!suffixPattern.test(suffix)) return 'suffix'
  if (rows.slice(0, index).some((other) => tidySuffix(other.suffix) === suffix)) return 'twice'
  const symbol = row.symbol.trim()
  return symbol === '' || symbolPattern.test(symbol) ? null : 'symbol'
}

export const benchmarksOf = (rows: readonly BenchmarkRow[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ suffix, symbol }) => [tidySuffix(suffix), symbol.trim()]))
