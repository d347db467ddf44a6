import type {
  ImportedSymbol,
  PriceOrigin,
  SymbolMatch
} from '../../../preload/contract/live-prices'
import type { ImportedEvidence } from '../../../preload/contract/routes'
import type { EvidenceKind } from '../../../preload/contract/words'

/** A morning in UTC, so that it is the same day in every zone of the tests. */
export const fetchedAt = Date.UTC(2026, 10, 20, 12, 30)

export const tsmcOrigin: PriceOrigin = {
  ...{ source: 'yahoo', symbol: '2330.TW', name: 'Taiwan Semiconductor', currency: 'TWD' },
  ...{ exchange: 'TAI', timeZone: 'Asia/Taipei', adjustment: 'splits', fetchedAt, partial: null }
}

const evidence = (kind: EvidenceKind, name: string): ImportedEvidence => ({
  ...{ kind, name, sha256: `sha-${name}`, bytes: 10, prices: null }
})

/** What a fetch of a symbol brings: prices, its market's index, headlines and fundamentals. */
export const fetchedSymbol = (symbol = '2330.TW', index = '^TWII'): ImportedSymbol => {
  const origin = { ...tsmcOrigin, symbol }
  const range = { bars: 2_640, from: '2016-01-04', to: '2026-11-20' }
  const columns = ['date', 'open', 'high', 'low', 'close', 'volume']
  return {
    prices: { ...evidence('prices', `${symbol}.csv`), prices: { ...range, columns, origin } },
    origin,
    stale: null,
    failed: [],
    benchmark: evidence('benchmark', `${index}.csv`),
    headlines: evidence('notes', `${symbol} headlines.md`),
    fundamentals: evidence('fundamentals', `${symbol} fundamentals.json`)
  }
}

export const match = (symbol: string, name: string, exchange = 'TAI'): SymbolMatch => ({
  ...{ symbol, name, exchange, type: 'equity' }
})
