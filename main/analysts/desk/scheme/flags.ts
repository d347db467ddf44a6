import { dataFlags, type RaisedFlag } from '../../../evidence/facts/flags'
import type { FactBook } from '../fact-book'

/** Says that a vendor has changed past prices since: of no interest when nothing past is asked. */
const restatedFlag = 'data.restated'

/** The flags that the facts raise, the gravest first. */
export const flagsOf = (
  book: FactBook,
  { asOfAsked }: { asOfAsked: string | null }
): RaisedFlag[] =>
  dataFlags.flatMap(({ metric, blocking, raised }) => {
    const fact = book.fact(metric)
    if (fact === null || !raised(fact.value)) return []
    if (metric === restatedFlag && asOfAsked === null) return []
    return [{ metric, blocking, fact }]
  })

/** Metrics of the flags that forbid a call. */
export const blockingOf = (book: FactBook): string[] =>
  flagsOf(book, { asOfAsked: null })
    .filter(({ blocking }) => blocking)
    .map(({ metric }) => metric)
