import type { SessionState } from '../../../../preload/contract/session-state'
import type { SummarySection } from '../../../../preload/contract/events'
import type { FactBook } from '../fact-book'
import type { DeskRoleId } from '../findings/absent-roles'
import type { DeskFinding } from '../findings/finding'
import { FindingList } from '../findings/finding-list'
import { deskRoleFindings } from '../roles'

export const sectionIds = ['overview', 'technical', 'risk', 'stance'] as const
export type SectionId = SummarySection['id']

/** What a section takes from a role's findings: rules by their beginning, in this order. */
interface Source {
  role: DeskRoleId
  rules: readonly string[]
}

const sources: Readonly<Record<SectionId, readonly Source[]>> = {
  overview: [
    { role: 'scout', rules: ['scout.last.', 'scout.unusual.', 'scout.year.'] },
    { role: 'risk', rules: ['risk.drawdown.'] }
  ],
  technical: [
    { role: 'quant', rules: ['quant.trend.', 'quant.momentum.', 'quant.pair.', 'quant.agree.'] },
    { role: 'historian', rules: ['historian.frequency.'] }
  ],
  risk: [
    { role: 'risk', rules: ['risk.var.', 'risk.volatility.', 'risk.worst20.', 'risk.nearStop'] }
  ],
  stance: [
    {
      role: 'execution',
      rules: ['execution.holding.', 'execution.size.', 'execution.flat.', 'execution.expiry.']
    }
  ]
}

/** The findings of each section, from the facts and from the stance that the room came to. */
export const sectionFindings = (
  book: FactBook,
  state: SessionState
): Record<SectionId, DeskFinding[]> => {
  const of = (id: SectionId): DeskFinding[] => {
    const found = sources[id].flatMap(({ role, rules }) => {
      const { findings } = deskRoleFindings[role]({ role, book, state })
      return rules.flatMap((rule) => findings.filter((finding) => finding.rule.startsWith(rule)))
    })
    return found.length > 0 ? found : nothing(book)
  }
  return {
    overview: of('overview'),
    technical: of('technical'),
    risk: of('risk'),
    stance: of('stance')
  }
}

const nothing = (book: FactBook): DeskFinding[] => {
  const list = new FindingList(book)
  if (!list.add('empty', 'summary.empty', ['data.bars'])) {
    list.add('empty', 'summary.emptyPlain', [])
  }
  return list.items
}
