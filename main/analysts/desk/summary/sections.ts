import type { SummarySection } from '../../../../preload/contract/events'
import type { Position } from '../../../../preload/contract/mandate'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import type { DeskFinding } from '../findings/finding'
import { FindingList } from '../findings/finding-list'
import { mandateView } from '../findings/mandate-view'
import { deskRoleFindings } from '../roles'
import { capital } from './capital'
import { overview } from './overview'
import { technical } from './technical'

export const sectionIds = ['overview', 'technical', 'risk', 'stance'] as const
export type SectionId = SummarySection['id']

/** What the section on the stance takes from the plans: rules by their beginning, in this order. */
const planRules = (position: Position | null): string[] => [
  'execution.holding.',
  'execution.lots.holding.',
  'execution.cost',
  'execution.reached.',
  'execution.flat.',
  // Who holds nothing and said so is told the whole of that plan.
  ...(position === 'flat' ? ['execution.flatStop.', 'execution.lots.flat.'] : []),
  'execution.market.atLimit',
  'execution.expiry.',
  'abstain.facts'
]

const plan = (book: FactBook, state: SessionState): DeskFinding[] => {
  const { findings } = deskRoleFindings.execution({ role: 'execution', book, state })
  const rules = planRules(mandateView(book).position)
  return rules.flatMap((rule) => findings.filter((each) => each.rule.startsWith(rule)))
}

const orNothing = (book: FactBook, findings: DeskFinding[]): DeskFinding[] => {
  if (findings.length > 0) return findings
  const list = new FindingList(book)
  if (!list.add('empty', 'summary.empty', ['data.bars'])) {
    list.add('empty', 'summary.emptyPlain', [])
  }
  return list.items
}

/** The findings of each section, from the facts and from the stance that the room came to. */
export const sectionFindings = (
  book: FactBook,
  state: SessionState
): Record<SectionId, DeskFinding[]> => {
  // Without a price each of them would list what is absent and nothing else.
  const known = book.has('price.close')
  return {
    overview: orNothing(book, known ? overview(book) : []),
    technical: orNothing(book, known ? technical(book) : []),
    risk: orNothing(book, known ? capital(book) : []),
    stance: orNothing(book, known ? plan(book, state) : [])
  }
}
