import type { SummaryFlag } from '../../../../preload/contract/events'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { RaisedFlag } from '../../../evidence/facts/flags'
import type { FactBook } from '../fact-book'
import { citation } from '../findings/finding'
import { FindingList } from '../findings/finding-list'
import { flagsOf } from '../scheme/flags'
import type { DeskWriter } from '../words/desk-writer'
import { say } from './say'

/** The facts that a flag's words stand on, where they are not the flag itself. */
const citedBy: Readonly<Record<string, readonly string[]>> = {
  'data.split.suspect': ['data.split.suspect.count', 'data.split.suspect.date'],
  'data.open.copied': ['data.open.copied.until'],
  'data.stale.weekdays': ['data.stale.weekdays', 'data.fetched'],
  'data.currency.mixed': ['data.currency.mixed', 'data.currency']
}

const flagText = (book: FactBook, { metric, fact }: RaisedFlag, writer: DeskWriter): string => {
  const list = new FindingList(book)
  const rule = `summary.flags.${metric.replaceAll('.', '_')}`
  const values = { cite: citation(fact) }
  const metrics = citedBy[metric] ?? [metric]
  if (!list.add('header', rule, metrics, { values })) {
    list.add('header', `${rule}Plain`, [metric], { values })
  }
  return say(list.items, writer)
}

/** Every raised flag in words, the gravest first. */
export const flagTexts = (book: FactBook, state: SessionState, writer: DeskWriter): SummaryFlag[] =>
  flagsOf(book, state).map((flag) => ({
    metric: flag.metric,
    blocking: flag.blocking,
    fact: flag.fact.id,
    text: flagText(book, flag, writer)
  }))
