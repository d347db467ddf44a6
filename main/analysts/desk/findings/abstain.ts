import type { DeskInput, RoleReport } from '../role-report'
import { term, type DeskValue } from './finding'
import { FindingList } from './finding-list'

const metricName = (metric: string): string => `metrics.${metric.replaceAll('.', '_')}`

/** What `needs` holds when each fact is there but too few of them make a case. */
export const tooFew = 'facts'

const ruleOf = (needs: readonly string[]): string => {
  if (needs.includes(tooFew)) return 'abstain.few'
  if (needs.includes('note.readable')) return 'abstain.language'
  return needs.includes('note.sentence') ? 'abstain.notes' : 'abstain.facts'
}

/** What the sentence of a rule cites instead of the number of sessions. */
const citedBy: Readonly<Record<string, readonly string[]>> = {
  'abstain.notes': [],
  'abstain.language': ['note.readable']
}

/**
 * A role that lacks what it needs: it names what is absent and says what it would have read.
 * `needs` are the metrics that are missing, the first of which is named.
 */
export const abstain = ({ book, role }: DeskInput, needs: string[]): RoleReport => {
  const list = new FindingList(book)
  const values: Record<string, DeskValue> = {
    role: term(`roles.${role}`),
    missing: term(metricName(needs[0] ?? '')),
    would: term(`wouldRead.${role}`)
  }
  const rule = ruleOf(needs)
  const metrics = citedBy[rule] ?? ['data.bars']
  const said = list.add('abstains', rule, metrics, { values })
  if (!said) list.add('abstains', 'abstain.nothing', [], { values })
  list.add('abstains', 'abstain.would', [], { values })
  return { findings: list.items, stance: null, p: null, confidence: null, levels: [], needs }
}
