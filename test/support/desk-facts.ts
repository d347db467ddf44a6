import type { Fact } from '../../preload/contract/facts'
import { emptySessionState } from '../../preload/contract/session-initial'
import type { Language } from '../../preload/contract/words'
import { reportOf } from '../../main/analysts/desk/desk-analyst'
import { FactBook } from '../../main/analysts/desk/fact-book'
import type { DeskRoleId } from '../../main/analysts/desk/findings/absent-roles'
import type { RoleReport } from '../../main/analysts/desk/role-report'
import { deskWriter } from '../../main/analysts/desk/words/desk-writer'
import { writeFindings } from '../../main/analysts/desk/words/role-text'

/**
 * The same facts with other values: a metric that is there gets the new value, one that is not is
 * added with that unit, and one set to null is left out.
 */
export const withFacts = (
  facts: readonly Fact[],
  values: Readonly<Record<string, Fact['value'] | null>>,
  unit: Fact['unit'] = 'number'
): Fact[] => {
  const kept = facts.flatMap((fact) => {
    const value = values[fact.metric]
    if (value === null) return []
    return [value === undefined ? fact : { ...fact, value }]
  })
  const first = facts[0] as Fact
  const highest = Math.max(...facts.map(({ id }) => Number(id.slice(1))))
  const known = new Set(facts.map(({ metric }) => metric))
  const added = Object.entries(values).flatMap(([metric, value], index) =>
    value === null || known.has(metric)
      ? []
      : [{ ...first, id: `F${highest + index + 1}`, metric, value, unit }]
  )
  return [...kept, ...added]
}

export interface Said {
  report: RoleReport
  text: string
  rules: string[]
}

/** What one role of the desk finds and says on its own, with no room around it. */
export const sayAlone = (
  role: DeskRoleId,
  facts: readonly Fact[],
  { language = 'en', asOfAsked = null }: { language?: Language; asOfAsked?: string | null } = {}
): Said => {
  const state = { ...emptySessionState('alone'), asOfAsked, facts: [...facts] }
  const report = reportOf(role, { role, state, book: new FactBook(facts) })
  const { text } = writeFindings(report.findings, deskWriter(language))
  return { report, text, rules: report.findings.map(({ rule }) => rule) }
}
