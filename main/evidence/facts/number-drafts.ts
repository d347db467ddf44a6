import type { Fact, FactSource } from '../../../preload/contract/facts'
import type { PriceSheet } from '../price-sheet'
import type { FactDraft } from './draft'

export interface Sheets {
  subject: string
  prices: PriceSheet
  benchmark: PriceSheet | null
}

const rowsOf = ({ file, bars, sha256 }: PriceSheet): FactSource => ({
  kind: 'price-rows',
  file,
  from: bars.dates[0] ?? '',
  to: bars.dates.at(-1) ?? '',
  bars: bars.dates.length,
  sha256
})

/** Gives drafts their ids F1, F2 … in their order, and derived ones the ids of their inputs. */
export const numberDrafts = (drafts: readonly FactDraft[], sheets: Sheets): Fact[] => {
  const ids = new Map(drafts.map(({ metric }, index) => [metric, `F${index + 1}`]))
  const prices = rowsOf(sheets.prices)
  const benchmark = sheets.benchmark === null ? prices : rowsOf(sheets.benchmark)
  const rows = { prices, benchmark, mandate: { kind: 'mandate' } as const }
  const sourceOf = ({ inputs, formula, file }: FactDraft): FactSource => {
    if (inputs === null) return rows[file]
    return { kind: 'derived', inputs: inputs.flatMap((metric) => ids.get(metric) ?? []), formula }
  }
  return drafts.map((draft) => ({
    id: ids.get(draft.metric) ?? '',
    subject: sheets.subject,
    metric: draft.metric,
    value: draft.value,
    unit: draft.unit,
    basis: draft.basis,
    asOf: sheets.prices.asOf,
    from: draft.from,
    to: draft.to,
    source: sourceOf(draft),
    formula: draft.formula
  }))
}
