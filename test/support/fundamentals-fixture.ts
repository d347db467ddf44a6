import {
  ratioFields,
  statementFields,
  type Fundamentals,
  type FundamentalsPeriod,
  type PeriodKind
} from '../../main/evidence/fundamentals/fundamentals-shape'

const none = <Field extends string>(names: readonly Field[]): Record<Field, null> =>
  Object.fromEntries(names.map((name) => [name, null])) as Record<Field, null>

export interface PeriodFigures {
  income?: Partial<FundamentalsPeriod['income']>
  balance?: Partial<FundamentalsPeriod['balance']>
  cashFlow?: Partial<FundamentalsPeriod['cashFlow']>
}

/** A period of which only these figures are known. */
export const period = (
  end: string,
  kind: PeriodKind,
  { income = {}, balance = {}, cashFlow = {} }: PeriodFigures
): FundamentalsPeriod => ({
  end,
  kind,
  income: { ...none(statementFields.income), ...income },
  balance: { ...none(statementFields.balance), ...balance },
  cashFlow: { ...none(statementFields.cashFlow), ...cashFlow }
})

export const ratios = (
  asOf: string,
  known: Partial<Record<(typeof ratioFields)[number], number>>
): NonNullable<Fundamentals['ratios']> => ({ asOf, ...none(ratioFields), ...known })

/** Two years and two quarters of a company that exists nowhere. */
export const fundamentalsFixture = (change: Partial<Fundamentals> = {}): Fundamentals => ({
  version: 1,
  source: 'yahoo',
  symbol: 'TEST',
  currency: 'USD',
  fetchedAt: Date.UTC(2024, 4, 2),
  ratios: ratios('2024-05-02', {
    trailingPe: 20,
    forwardPe: 18,
    priceToBook: 4,
    dividendYield: 0.01,
    marketCap: 1_000_000,
    debtToEquity: 0.5
  }),
  periods: [
    period('2022-12-31', 'annual', { income: { revenue: 400, netIncome: 40, dilutedEps: 4 } }),
    period('2023-12-31', 'annual', {
      income: {
        revenue: 500,
        grossProfit: 200,
        operatingIncome: 100,
        netIncome: 50,
        dilutedEps: 5
      },
      balance: {
        equity: 250,
        totalDebt: 125,
        cash: 60,
        currentAssets: 150,
        currentLiabilities: 100
      },
      cashFlow: { operating: 90, capitalExpenditure: 30, free: 60, dividendsPaid: 20 }
    }),
    period('2023-03-31', 'quarterly', { income: { revenue: 100, netIncome: 10 } }),
    period('2024-03-31', 'quarterly', { income: { revenue: 110, netIncome: 12 } })
  ],
  ...change
})
