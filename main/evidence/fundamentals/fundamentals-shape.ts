/**
 * Every ratio of a fundamentals file. Shares are fractions (0.012 is 1.2 %): `dividendYield`,
 * `payoutRatio`, margins and returns. `debtToEquity` and `currentRatio` are quotients (1.5, never
 * 150). `marketCap` and the figures a share are in the file's currency.
 */
export const ratioFields = [
  'trailingPe',
  'forwardPe',
  'pegRatio',
  'priceToBook',
  'priceToSales',
  'enterpriseToEbitda',
  'dividendYield',
  'payoutRatio',
  'marketCap',
  'beta',
  'profitMargin',
  'operatingMargin',
  'returnOnEquity',
  'returnOnAssets',
  'debtToEquity',
  'currentRatio',
  'trailingEps',
  'forwardEps'
] as const
export type RatioField = (typeof ratioFields)[number]

/** Every figure of a statement, in the file's currency; what is paid out is positive. */
export const statementFields = {
  income: ['revenue', 'grossProfit', 'operatingIncome', 'netIncome', 'dilutedEps'],
  balance: [
    'totalAssets',
    'totalLiabilities',
    'equity',
    'cash',
    'totalDebt',
    'currentAssets',
    'currentLiabilities'
  ],
  cashFlow: ['operating', 'capitalExpenditure', 'free', 'dividendsPaid']
} as const
export type StatementName = keyof typeof statementFields

/** Null is what the source does not give. */
export type Figures<Field extends string> = Record<Field, number | null>
export type Statement<Name extends StatementName> = Figures<(typeof statementFields)[Name][number]>

export const periodKinds = ['annual', 'quarterly'] as const
export type PeriodKind = (typeof periodKinds)[number]

export interface FundamentalsPeriod {
  /** ISO date of its last day. */
  end: string
  kind: PeriodKind
  income: Statement<'income'>
  balance: Statement<'balance'>
  cashFlow: Statement<'cashFlow'>
}

/** What a source gives of a company: ratios of one day, statements of several periods. */
export interface Fundamentals {
  version: 1
  /** Who gives it, as it names itself. */
  source: string
  symbol: string
  /** ISO 4217. */
  currency: string | null
  /** Milliseconds since 1970. */
  fetchedAt: number
  /** `asOf`: the ISO date from which they could be known. Null where the source gives none. */
  ratios: ({ asOf: string } & Figures<RatioField>) | null
  periods: FundamentalsPeriod[]
}
