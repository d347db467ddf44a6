import type { Fact } from '../../../../preload/contract/facts'
import type { FactBook } from '../fact-book'
import { barsNeeded } from '../parameters'
import { constant, term, type DeskFinding, type DeskValue, type Layout } from './finding'

export interface FindingOptions {
  weight?: number
  sign?: -1 | 0 | 1
  layout?: Layout
  values?: Record<string, DeskValue>
}

const innerFacts = (values: Record<string, DeskValue>): string[] =>
  Object.values(values).flatMap((value) => (value.kind === 'phrase' ? value.finding.facts : []))

/**
 * A finding on facts that are all there: its values are the facts under their metrics and their
 * as-of dates under `<metric>.asOf`.
 */
export const findingOn = (
  lead: string,
  rule: string,
  facts: readonly Fact[],
  { weight = 0, sign = 0, layout = 'sentence', values = {} }: FindingOptions = {}
): DeskFinding => {
  const own: Record<string, DeskValue> = {}
  for (const fact of facts) {
    own[fact.metric] = { kind: 'fact', fact }
    own[`${fact.metric}.asOf`] = { kind: 'date', date: fact.asOf }
  }
  const ids = [...new Set([...facts.map(({ id }) => id), ...innerFacts(values)])]
  return { lead, rule, facts: ids, weight, sign, layout, values: { ...own, ...values } }
}

/** A fact under another name than its metric, for templates that several voters share. */
export const aliasOf = (
  { book }: FindingList,
  name: string,
  metric: string
): Record<string, DeskValue> => {
  const fact = book.fact(metric)
  return fact === null ? {} : { [name]: { kind: 'fact', fact } }
}

/** Collects a role's findings in the order of its text; one that lacks a fact is left out. */
export class FindingList {
  readonly book: FactBook
  readonly items: DeskFinding[] = []

  constructor(book: FactBook) {
    this.book = book
  }

  /** False, and nothing added, when one of the metrics is absent. */
  add(lead: string, rule: string, metrics: readonly string[], options?: FindingOptions): boolean {
    const facts = metrics.flatMap((metric) => this.book.fact(metric) ?? [])
    if (facts.length < metrics.length) return false
    this.items.push(findingOn(lead, rule, facts, options))
    return true
  }

  /** Names what is absent, and how many sessions it would need when that is the reason. */
  absent(lead: string, metric: string): void {
    const values = { name: term(`metrics.${metric.replaceAll('.', '_')}`) }
    const needed = barsNeeded[metric]
    const bars = this.book.number('data.bars')
    if (needed !== undefined && bars !== null && bars < needed) {
      const options = { values: { ...values, needed: constant(needed) } }
      this.add(lead, 'absent.history', ['data.bars'], options)
      return
    }
    this.add(lead, 'absent.plain', ['data.bars'], { values })
  }

  /** The distinct facts that the findings cite. */
  get cited(): Set<string> {
    return new Set(this.items.flatMap(({ facts }) => facts))
  }
}
