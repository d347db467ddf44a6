import type { FactUnit } from '../../../preload/contract/facts'
import type { FundamentalsEntry } from './fundamentals-entries'

/** A figure made of others of the same file: which, in what unit, and how. */
interface Quotient {
  metric: string
  unit: FactUnit
  over: string
  under: string
  /** Growth is the quotient less one. */
  growth?: true
}

const annual = 'fundamentals.annual.'
const quarterly = 'fundamentals.quarterly.'

const growth = (period: string, field: string): Quotient => ({
  metric: `${period}${field}.growth`,
  unit: 'ratio',
  over: `${period}${field}`,
  under: `${period}before.${field}`,
  growth: true
})

const margin = (period: string, name: string, field: string): Quotient => ({
  metric: `${period}${name}.margin`,
  unit: 'ratio',
  over: `${period}${field}`,
  under: `${period}revenue`
})

const quotients: readonly Quotient[] = [
  margin(annual, 'gross', 'gross.profit'),
  margin(annual, 'operating', 'operating.income'),
  margin(annual, 'net', 'net.income'),
  margin(quarterly, 'net', 'net.income'),
  growth(annual, 'revenue'),
  growth(annual, 'net.income'),
  growth(annual, 'diluted.eps'),
  growth(quarterly, 'revenue'),
  growth(quarterly, 'net.income'),
  growth(quarterly, 'diluted.eps'),
  {
    metric: `${annual}return.on.equity`,
    unit: 'ratio',
    over: `${annual}net.income`,
    under: `${annual}equity`
  },
  {
    metric: `${annual}debt.to.equity`,
    unit: 'number',
    over: `${annual}total.debt`,
    under: `${annual}equity`
  },
  {
    metric: `${annual}current.ratio`,
    unit: 'number',
    over: `${annual}current.assets`,
    under: `${annual}current.liabilities`
  },
  {
    metric: `${annual}payout`,
    unit: 'ratio',
    over: `${annual}cash.flow.dividends.paid`,
    under: `${annual}net.income`
  },
  {
    metric: 'fundamentals.free.cash.flow.yield',
    unit: 'ratio',
    over: `${annual}cash.flow.free`,
    under: 'fundamentals.ratio.market.cap'
  }
]

const freeMetric = `${annual}cash.flow.free`

/** Free cash flow where the source gives its parts only. */
const freeOf = (entries: readonly FundamentalsEntry[]): FundamentalsEntry[] => {
  const numberOf = (metric: string): FundamentalsEntry | undefined =>
    entries.find((entry) => entry.metric === metric && typeof entry.value === 'number')
  const inputs = [`${annual}cash.flow.operating`, `${annual}cash.flow.capital.expenditure`] as const
  const [operating, spent] = inputs.map(numberOf)
  const isThere = numberOf(freeMetric) !== undefined
  if (isThere || operating === undefined || spent === undefined) return []
  const value = Number(operating.value) - Number(spent.value)
  return [{ ...operating, metric: freeMetric, value, inputs, formula: inputs.join(' - ') }]
}

const quotientOf = (
  { metric, unit, over, under, growth: isGrowth }: Quotient,
  entries: readonly FundamentalsEntry[]
): FundamentalsEntry[] => {
  const [above, below] = [over, under].map((each) =>
    entries.find((entry) => entry.metric === each && typeof entry.value === 'number')
  )
  // A share of nothing, or of a loss, says nothing.
  if (above === undefined || below === undefined || Number(below.value) <= 0) return []
  const quotient = Number(above.value) / Number(below.value)
  const formula = `${over} / ${under}${isGrowth === true ? ' - 1' : ''}`
  const value = isGrowth === true ? quotient - 1 : quotient
  return [{ ...above, metric, value, unit, formula, inputs: [over, under] }]
}

/** What the figures of a file give together. One with a part that is missing is left out. */
export const quotientEntries = (entries: readonly FundamentalsEntry[]): FundamentalsEntry[] => {
  const free = freeOf(entries)
  const known = [...entries, ...free]
  return [...free, ...quotients.flatMap((quotient) => quotientOf(quotient, known))]
}
