import type { FactUnit } from '../../../preload/contract/facts'
import {
  ratioFields,
  statementFields,
  type Fundamentals,
  type FundamentalsPeriod,
  type RatioField,
  type StatementName
} from '../fundamentals/fundamentals-shape'
import { publicAfterDays, publicFrom, type PublicPeriods } from './fundamentals-dates'

/** A fact before it has its id. `inputs` are metrics that it is derived from; null: `field` has it. */
export interface FundamentalsEntry {
  metric: string
  value: number | string | null
  unit: FactUnit
  formula: string
  /** ISO date of the period's end, or of the ratios. */
  end: string
  field: string
  inputs: readonly string[] | null
}

export const fundamentalsPrefix = 'fundamentals.'

/** `dilutedEps` → `diluted.eps`. */
const dotted = (field: string): string => field.replace(/[A-Z]/g, (at) => `.${at.toLowerCase()}`)

const moneyRatios: readonly RatioField[] = ['marketCap', 'trailingEps', 'forwardEps']
const shareRatios: readonly RatioField[] = [
  'dividendYield',
  'payoutRatio',
  'profitMargin',
  'operatingMargin',
  'returnOnEquity',
  'returnOnAssets'
]

const ratioUnit = (field: RatioField): FactUnit => {
  if (moneyRatios.includes(field)) return 'price'
  return shareRatios.includes(field) ? 'ratio' : 'number'
}

/** The ratios of a source, which were public from their own date on. */
export const ratioEntries = (ratios: NonNullable<Fundamentals['ratios']>): FundamentalsEntry[] =>
  ratioFields.map((field) => ({
    metric: `${fundamentalsPrefix}ratio.${dotted(field)}`,
    value: ratios[field],
    unit: ratioUnit(field),
    formula: `as its source states it on ${ratios.asOf}, which is where it counts from`,
    end: ratios.asOf,
    field: `ratios.${field}`,
    inputs: null
  }))

/** What of a year before is kept: what growth is made of. */
const comparedFields: readonly string[] = ['revenue', 'netIncome', 'dilutedEps']

/** Of a cash flow the name says that it is one: there is operating income too. */
const nameOf = (statement: StatementName, field: string): string =>
  statement === 'cashFlow' ? `cash.flow.${dotted(field)}` : dotted(field)

const ruleOf = (period: FundamentalsPeriod): string => {
  const days = publicAfterDays[period.kind]
  return `counts from ${publicFrom(period)}, ${days} days after its end, as no date of filing is given`
}

const figureEntries = (
  period: FundamentalsPeriod,
  prefix: string,
  isKept: (field: string) => boolean
): FundamentalsEntry[] =>
  (Object.keys(statementFields) as StatementName[]).flatMap((name) =>
    Object.entries(period[name])
      .filter(([field]) => isKept(field))
      .map(([field, value]) => ({
        metric: `${prefix}${nameOf(name, field)}`,
        value,
        unit: 'price' as const,
        formula: `${period.kind} figure as its source states it; ${ruleOf(period)}`,
        end: period.end,
        field: `${name}.${field}`,
        inputs: null
      }))
  )

/** Figures of the latest public period of a kind, and those of a year before it. */
export const periodEntries = ({ latest, before }: PublicPeriods): FundamentalsEntry[] => {
  const prefix = `${fundamentalsPrefix}${latest.kind}.`
  const isCompared = (field: string): boolean => comparedFields.includes(field)
  const isKept = latest.kind === 'annual' ? (): boolean => true : isCompared
  const end: FundamentalsEntry = {
    metric: `${prefix}end`,
    value: latest.end,
    unit: 'date',
    formula: `last day of the latest ${latest.kind} period that is public; ${ruleOf(latest)}`,
    end: latest.end,
    field: 'end',
    inputs: null
  }
  const earlier = before === null ? [] : figureEntries(before, `${prefix}before.`, isCompared)
  return [end, ...figureEntries(latest, prefix, isKept), ...earlier]
}
