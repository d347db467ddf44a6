import type { ImportedSymbol } from '../../preload/contract/live-prices'
import { errorCodes } from '../../preload/contract/errors'
import type { OutputPort } from './host'
import { plainLine } from './plain-text'
import type { Words } from './words'

const minutesLength = 'YYYY-MM-DDTHH:MM'.length

/** In UTC, whatever the machine's own time zone is. */
const timeOf = (wallMs: number): string =>
  `${new Date(wallMs).toISOString().slice(0, minutesLength).replace('T', ' ')} UTC`

const staleKey = (code: string): string => {
  if (code === errorCodes.pricesNetwork) return 'symbol_staleNetwork'
  return code === errorCodes.pricesRateLimited ? 'symbol_staleLimited' : 'symbol_staleOther'
}

const linesOf = ({ origin, stale, failed }: ImportedSymbol, words: Words): string[] => {
  const { symbol, name, partial, adjustment } = origin
  const source = words.text(`symbol_source_${origin.source}`)
  const title = name === null ? symbol : words.text('symbol_named', { symbol, name })
  const time = timeOf(stale?.fetchedAt ?? origin.fetchedAt)
  const adjusted = words.text(`symbol_adjusted_${adjustment}`)
  const told =
    stale === null
      ? words.text('symbol_fetched', { title, source, time, adjusted })
      : words.text(staleKey(stale.code), { title, source, time, adjusted })
  const cut = partial === null ? [] : [words.text('symbol_partial', { date: partial })]
  return [told, ...cut, ...failed.map((what) => words.text(`symbol_failed_${what}`, { symbol }))]
}

/** Says on stderr, a line each, which symbols were fetched, from where and when. */
export const tellSymbols = (
  symbols: readonly ImportedSymbol[],
  words: Words,
  stderr: OutputPort
): void => {
  for (const line of symbols.flatMap((symbol) => linesOf(symbol, words))) {
    stderr.write(`${plainLine(line)}\n`)
  }
}
