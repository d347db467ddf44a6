import { dataFlags } from '../../../evidence/facts/flags'
import type { FactBook } from '../fact-book'
import type { DeskInput } from '../role-report'
import type { FindingList } from './finding-list'

/** What a flag's sentence cites, by the flag's metric. */
const citedBy: Readonly<Record<string, readonly string[]>> = {
  'data.split.suspect': ['data.split.suspect.date', 'data.split.suspect.count'],
  'data.ticks.off': ['data.ticks.off'],
  'limit.state': ['price.close', 'limit.rate'],
  'data.volume.unit': ['data.volume.unit', 'data.volume.unit.factor'],
  'data.open.copied': ['data.open.copied'],
  'data.stale.bars': ['data.stale.bars'],
  'data.stale.weekdays': ['data.stale.weekdays', 'data.fetched'],
  'data.unrefreshed': ['data.unrefreshed'],
  'data.partial': ['data.partial'],
  'data.benchmark.end': ['data.benchmark.end'],
  'data.currency.mixed': ['data.currency.mixed', 'data.currency'],
  'data.restated': ['data.restated']
}

const nameOf = (book: FactBook, metric: string): string => {
  const name = metric.replaceAll('.', '_')
  return metric === 'limit.state' ? `${name}.${book.text(metric) ?? 'up'}` : name
}

/**
 * The raised flags among `metrics`, for the role whose figures they touch. That a vendor has
 * restated its prices matters only where a past date was asked for.
 */
export const sayFlags = (
  list: FindingList,
  { state }: DeskInput,
  metrics: readonly string[]
): void => {
  const { book } = list
  for (const { metric, raised } of dataFlags) {
    const value = book.fact(metric)?.value
    if (value === undefined || !metrics.includes(metric) || !raised(value)) continue
    if (metric === 'data.restated' && state.asOfAsked === null) continue
    const [rule, cited] = [`caution.${nameOf(book, metric)}`, citedBy[metric] ?? [metric]]
    if (list.add('flags', `${rule}Until`, [...cited, `${metric}.until`])) continue
    list.add('flags', rule, cited)
  }
}
