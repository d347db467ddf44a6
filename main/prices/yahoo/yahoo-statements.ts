import { z } from 'zod'
import type { FundamentalsPeriod, PeriodKind } from '../../evidence/fundamentals/fundamentals-shape'

/** What of the statements is asked for, by Yahoo's names. */
const askedFigures = [
  ...['TotalRevenue', 'GrossProfit', 'OperatingIncome', 'NetIncome', 'DilutedEPS'],
  ...['TotalAssets', 'TotalLiabilitiesNetMinorityInterest', 'StockholdersEquity'],
  ...['CashAndCashEquivalents', 'TotalDebt', 'CurrentAssets', 'CurrentLiabilities'],
  ...['OperatingCashFlow', 'CapitalExpenditure', 'FreeCashFlow', 'CashDividendsPaid']
]

/** The library speaks up on the console where a figure is told without its kind of period. */
const withPeriodTypes = (text: string, kind: PeriodKind): string => {
  const periodType = kind === 'annual' ? '12M' : '3M'
  const filled = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'reportedValue' in value
      ? { periodType, ...value }
      : value
  try {
    return JSON.stringify(JSON.parse(text, filled))
  } catch {
    return text
  }
}

/** A fetch that asks for the figures in use only; the library would ask for some two hundred. */
export const statementsFetch =
  (fetch: typeof globalThis.fetch, kind: PeriodKind): typeof globalThis.fetch =>
  async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input)
    address.searchParams.set('type', askedFigures.map((name) => `${kind}${name}`).join(','))
    const response = await fetch(address, init)
    const { status, headers } = response
    return new Response(withPeriodTypes(await response.text(), kind), { status, headers })
  }

/** One period's figures by the library's names; its date is a moment or an ISO date. */
const row = z.record(z.string(), z.unknown())
export const statementRows = z.array(row)
type StatementRow = z.infer<typeof row>

const figure = (row: StatementRow, name: string): number | null => {
  const value = row[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** What is paid out comes with a minus. */
const paid = (row: StatementRow, name: string): number | null => {
  const value = figure(row, name)
  return value === null ? null : Math.abs(value)
}

const endOf = ({ date }: StatementRow): string | null => {
  const moment = typeof date === 'number' ? new Date(date * 1000) : date
  if (!(moment instanceof Date) || Number.isNaN(moment.getTime())) return null
  return moment.toISOString().slice(0, 10)
}

const periodOf = (row: StatementRow, kind: PeriodKind): FundamentalsPeriod | null => {
  const end = endOf(row)
  if (end === null) return null
  const income = {
    revenue: figure(row, 'totalRevenue'),
    grossProfit: figure(row, 'grossProfit'),
    operatingIncome: figure(row, 'operatingIncome'),
    netIncome: figure(row, 'netIncome'),
    dilutedEps: figure(row, 'dilutedEPS')
  }
  const balance = {
    totalAssets: figure(row, 'totalAssets'),
    totalLiabilities: figure(row, 'totalLiabilitiesNetMinorityInterest'),
    equity: figure(row, 'stockholdersEquity'),
    cash: figure(row, 'cashAndCashEquivalents'),
    totalDebt: figure(row, 'totalDebt'),
    currentAssets: figure(row, 'currentAssets'),
    currentLiabilities: figure(row, 'currentLiabilities')
  }
  const cashFlow = {
    operating: figure(row, 'operatingCashFlow'),
    capitalExpenditure: paid(row, 'capitalExpenditure'),
    free: figure(row, 'freeCashFlow'),
    dividendsPaid: paid(row, 'cashDividendsPaid')
  }
  const known = [income, balance, cashFlow].flatMap((part) => Object.values(part))
  return known.every((value) => value === null) ? null : { end, kind, income, balance, cashFlow }
}

/** Periods that have at least one of the figures, the latest first, one an end. */
export const periodsOf = (
  rows: z.infer<typeof statementRows>,
  kind: PeriodKind
): FundamentalsPeriod[] => {
  const periods = rows.map((each) => periodOf(each, kind)).filter((period) => period !== null)
  const byEnd = new Map(periods.map((period) => [period.end, period]))
  return [...byEnd.values()].sort((a, b) => (a.end < b.end ? 1 : -1))
}
