import type { PriceOrigin } from '../../../preload/contract/live-prices'
import type { PriceSheet } from '../price-sheet'
import type { DraftList, DraftShape } from './draft'
import { weekdaysBefore, weekdaysBetween } from './weekdays'

/** So many weekdays may pass without a bar before prices count as old: a holiday has one or two. */
export const staleWeekdays = 3

const whole = { basis: 'none', from: 0, unit: 'text' } as const
const stated = 'as its source states it'

/** The ISO date of an instant at the exchange; in UTC where its time zone is not known. */
const dayOf = ({ fetchedAt, timeZone }: PriceOrigin): string => {
  const options = { timeZone: timeZone ?? 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' }
  return new Intl.DateTimeFormat('en-CA', options as Intl.DateTimeFormatOptions).format(fetchedAt)
}

const statedFacts = (list: DraftList, origin: PriceOrigin, fetched: string): void => {
  const place = origin.timeZone ?? 'UTC'
  list.add('data.source', origin.source, { ...whole, formula: 'where the prices were fetched' })
  list.add('data.symbol', origin.symbol, { ...whole, formula: 'what was asked of the source' })
  list.add('data.currency', origin.currency, { ...whole, formula: `currency, ${stated}` })
  list.add('data.exchange', origin.exchange, { ...whole, formula: `exchange, ${stated}` })
  const formula = `what past prices were adjusted for, ${stated}`
  list.add('data.adjustment', origin.adjustment, { ...whole, formula })
  const shape: DraftShape = { ...whole, unit: 'date', formula: `day of the fetch, ${place}` }
  list.add('data.fetched', fetched, shape)
}

/**
 * What is odd about when they were fetched. On a past date it is asked of that date: bars after it
 * are not looked at.
 */
const lateFacts = (
  list: DraftList,
  { origin, asOf, asked, fetched }: { asOf: string; asked: string | null } & Fetched
): void => {
  const day = asked !== null && asked < fetched ? asked : fetched
  if (origin.partial !== null && origin.partial > asOf && origin.partial <= day) {
    const formula = 'session that had not closed when the prices were fetched: left out'
    list.add('data.partial', origin.partial, { ...whole, unit: 'date', formula })
  }
  const { askedOn } = origin
  if (askedOn !== undefined && askedOn > fetched && (asked === null || asked > fetched)) {
    const formula = `day of the fetch: on ${askedOn} the source could not give newer prices`
    list.add('data.unrefreshed', fetched, { ...whole, unit: 'date', formula })
  }
  const missing = weekdaysBetween(asOf, weekdaysBefore(day, 1))
  if (missing <= staleWeekdays) return
  const until = day === fetched ? 'the fetch' : 'the date asked for'
  const formula = `weekdays between the last bar and the day before ${until}, over ${staleWeekdays}`
  list.add('data.stale.weekdays', missing, { ...whole, unit: 'count', formula })
}

interface Fetched {
  origin: PriceOrigin
  fetched: string
}

/** Returns in two currencies are compared as they stand: the exchange rate is in the difference. */
const mixedCurrency = (list: DraftList, own: PriceOrigin, other: PriceOrigin | null): void => {
  const [currency, theirs] = [own.currency, other?.currency ?? null]
  if (currency === null || theirs === null || currency === theirs) return
  list.add('data.currency.mixed', theirs, {
    ...whole,
    formula: `the benchmark's currency, which is not ${currency}; nothing is converted`,
    file: 'benchmark'
  })
}

/** Where the prices come from; nothing for a file that does not say it. */
export const originFacts = (
  list: DraftList,
  { origin, asOf }: PriceSheet,
  { asked, benchmark }: { asked: string | null; benchmark: PriceSheet | null }
): void => {
  if (origin === null) return
  const fetched = dayOf(origin)
  statedFacts(list, origin, fetched)
  lateFacts(list, { origin, fetched, asOf, asked })
  if (benchmark !== null) mixedCurrency(list, origin, benchmark.origin)
}
