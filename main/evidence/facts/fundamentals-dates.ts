import type { FundamentalsPeriod, PeriodKind } from '../fundamentals/fundamentals-shape'
import { daysBetween } from '../price-file/calendar'

/**
 * Days after its end from which a period counts as public. A source gives no date of filing; most
 * exchanges want annual reports within 90 days and quarterly ones within 45.
 */
export const publicAfterDays: Readonly<Record<PeriodKind, number>> = { annual: 90, quarterly: 45 }

const dayMs = 86_400_000
/** Days between the ends of a period and of the same one a year before, 53-week years included. */
const yearDays = { from: 350, to: 380 } as const

/** The ISO date from which a period counts as public. */
export const publicFrom = ({ end, kind }: FundamentalsPeriod): string =>
  new Date(Date.parse(`${end}T00:00:00Z`) + publicAfterDays[kind] * dayMs)
    .toISOString()
    .slice(0, 10)

export interface PublicPeriods {
  latest: FundamentalsPeriod
  /** The same period a year before; null where it is not there. */
  before: FundamentalsPeriod | null
}

/** The latest period of a kind that was public on `asOf` (ISO); null where none was. */
export const publicPeriods = (
  periods: readonly FundamentalsPeriod[],
  kind: PeriodKind,
  asOf: string
): PublicPeriods | null => {
  const known = periods
    .filter((period) => period.kind === kind && publicFrom(period) <= asOf)
    .sort((a, b) => (a.end < b.end ? 1 : -1))
  const [latest] = known
  if (latest === undefined) return null
  const isYearBefore = ({ end }: FundamentalsPeriod): boolean => {
    const days = daysBetween(end, latest.end)
    return days >= yearDays.from && days <= yearDays.to
  }
  return { latest, before: known.find(isYearBefore) ?? null }
}
