import type { FactBasis, FactUnit } from '../../../preload/contract/facts'

/** Rows of a file, or what the analyst gave. */
type DraftFile = 'prices' | 'benchmark' | 'mandate'

/** A fact before it has its id. `inputs` are metrics that it is derived from; null: `file` has it. */
export interface FactDraft {
  metric: string
  value: number | string
  unit: FactUnit
  basis: FactBasis
  /** ISO dates of the first and last bar used. */
  from: string
  to: string
  formula: string
  inputs: readonly string[] | null
  file: DraftFile
}

export interface DraftShape {
  unit: FactUnit
  basis: FactBasis
  formula: string
  /** Index of the first bar used; the last is the sheet's last unless `to` says otherwise. */
  from?: number
  to?: number
  inputs?: readonly string[]
  file?: DraftFile
}

/**
 * Collects facts in the order of their ids. What is not known is not added: null, undefined, NaN
 * and infinities leave the fact absent.
 */
export class DraftList {
  readonly drafts: FactDraft[] = []
  readonly #dates: readonly string[]

  constructor(dates: readonly string[]) {
    this.#dates = dates
  }

  add(metric: string, value: number | string | null | undefined, shape: DraftShape): void {
    if (value === null || value === undefined) return
    if (typeof value === 'number' && !Number.isFinite(value)) return
    const last = this.#dates.length - 1
    this.drafts.push({
      metric,
      value: Object.is(value, -0) ? 0 : value,
      unit: shape.unit,
      basis: shape.basis,
      from: this.#dates[shape.from ?? last] ?? '',
      to: this.#dates[shape.to ?? last] ?? '',
      formula: shape.formula,
      inputs: shape.inputs ?? null,
      file: shape.file ?? 'prices'
    })
  }

  value(metric: string): number | string | undefined {
    return this.drafts.find((draft) => draft.metric === metric)?.value
  }
}
