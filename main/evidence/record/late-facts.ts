import type { Fact, FactUnit } from '../../../preload/contract/facts'

/** A fact that stands on what the room knew before, not on the evidence of this session. */
export interface LateDraft {
  metric: string
  value: number | string
  unit: FactUnit
  from: string
  to: string
  formula: string
  /** Metrics among the session's facts that it is derived from. */
  inputs?: readonly string[]
}

/**
 * Facts for behind those of the evidence, whose ids go on from theirs. What is not a finite number
 * stays absent.
 */
export const lateFacts = (known: readonly Fact[], drafts: readonly LateDraft[]): Fact[] => {
  const present = drafts.filter(({ value }) => typeof value === 'string' || Number.isFinite(value))
  const [first] = known
  const ids = new Map(known.map(({ metric, id }) => [metric, id]))
  for (const [index, { metric }] of present.entries()) {
    ids.set(metric, `F${known.length + index + 1}`)
  }
  return present.map(({ metric, value, unit, from, to, formula, inputs = [] }) => ({
    id: ids.get(metric) ?? '',
    subject: first?.subject ?? '',
    metric,
    value,
    unit,
    basis: 'none',
    asOf: first?.asOf ?? '',
    from,
    to,
    source: { kind: 'derived', inputs: inputs.flatMap((each) => ids.get(each) ?? []), formula },
    formula
  }))
}
