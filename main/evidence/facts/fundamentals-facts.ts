import type { Fact, FactSource, FactUnit } from '../../../preload/contract/facts'
import type { EvidenceItem } from '../evidence-set'
import { readFundamentals } from '../fundamentals/fundamentals-file'
import { periodKinds, type Fundamentals } from '../fundamentals/fundamentals-shape'
import { publicFrom, publicPeriods } from './fundamentals-dates'
import {
  fundamentalsPrefix,
  periodEntries,
  ratioEntries,
  type FundamentalsEntry
} from './fundamentals-entries'
import { quotientEntries } from './fundamentals-quotients'

export interface FundamentalsFactsInput {
  item: EvidenceItem
  subject: string
  /** ISO date on which a figure must have been public. */
  asOf: string
  /** Number of the first id: 120 gives F120, F121 … */
  firstNumber: number
}

/** What is said of the file itself. */
const aboutEntry = (
  name: string,
  { value, unit, formula, end }: Pick<FundamentalsEntry, 'value' | 'unit' | 'formula' | 'end'>
): FundamentalsEntry => ({
  metric: `${fundamentalsPrefix}${name}`,
  value,
  unit,
  formula,
  end,
  field: name,
  inputs: null
})

const aboutEntries = (
  { source, symbol, currency, ratios, periods }: Fundamentals,
  asOf: string
): FundamentalsEntry[] => {
  const about = (
    name: string,
    value: string | number | null,
    formula: string
  ): FundamentalsEntry => {
    const unit: FactUnit = typeof value === 'number' ? 'count' : 'text'
    return aboutEntry(name, { value, unit, formula, end: asOf })
  }
  const withheld = periods.filter((period) => publicFrom(period) > asOf).length
  const laterRatios = ratios !== null && ratios.asOf > asOf ? 1 : 0
  const rule = 'that were not public on the as-of date by the rule, and were not read'
  return [
    about('source', source, 'who gives the figures'),
    about('symbol', symbol, 'whose figures they are'),
    about('currency', currency, 'currency of the figures, as their source states it'),
    about('periods', periods.length - withheld, 'periods that were public on the as-of date'),
    about('periods.withheld', withheld, `periods ${rule}`),
    about('ratios.withheld', laterRatios, `sets of ratios ${rule}`)
  ]
}

const entriesOf = (fundamentals: Fundamentals, asOf: string): FundamentalsEntry[] => {
  const { ratios, periods } = fundamentals
  const figures = [
    ...(ratios !== null && ratios.asOf <= asOf ? ratioEntries(ratios) : []),
    ...periodKinds.flatMap((kind) => {
      const known = publicPeriods(periods, kind, asOf)
      return known === null ? [] : periodEntries(known)
    })
  ].filter(({ value }) => value !== null)
  return [...aboutEntries(fundamentals, asOf), ...figures, ...quotientEntries(figures)].filter(
    ({ value }) => value !== null && (typeof value === 'string' || Number.isFinite(value))
  )
}

/**
 * A company's figures as facts: those of its latest periods and ratios that were public on `asOf`,
 * what they give together, and how many were not public yet.
 * @throws {AppError} `evidence.bad-field`, `not-text`, `empty`, `too-large`
 */
export const fundamentalsFacts = (input: FundamentalsFactsInput): Fact[] => {
  const { item, subject, asOf, firstNumber } = input
  const { name: file, sha256 } = item
  const entries = entriesOf(readFundamentals(item.bytes, file), asOf)
  const ids = new Map(entries.map(({ metric }, index) => [metric, `F${firstNumber + index}`]))
  const sourceOf = ({ inputs, formula, field, end }: FundamentalsEntry): FactSource =>
    inputs === null
      ? { kind: 'fundamentals', file, field, end, sha256 }
      : { kind: 'derived', inputs: inputs.flatMap((metric) => ids.get(metric) ?? []), formula }
  return entries.map((entry, index) => ({
    id: `F${firstNumber + index}`,
    subject,
    metric: entry.metric,
    value: Object.is(entry.value, -0) ? 0 : (entry.value ?? ''),
    unit: entry.unit,
    basis: 'none',
    asOf,
    from: entry.end,
    to: entry.end,
    source: sourceOf(entry),
    formula: entry.formula
  }))
}
