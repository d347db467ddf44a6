import type { Claim, MissingItem, SummarySection } from '../../../../preload/contract/events'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import { absenceValues, absentRoles } from '../findings/absent-roles'
import { sayCall } from '../findings/call'
import { sayDissent } from '../findings/dissent'
import { term, type DeskFinding } from '../findings/finding'
import { hasFundamentals } from '../findings/intel-fundamentals'
import { FindingList } from '../findings/finding-list'
import { saySwing } from '../findings/swing'
import type { Room } from '../scheme/room'
import { forecastMedian } from '../scheme/voters'
import type { DeskWriter } from '../words/desk-writer'
import { joined, say } from './say'
import { sectionIds, type SectionId } from './sections'
import { evidenceGaps } from './unread'

/** Stands between two sections where places in the summary are counted. */
export const sectionGap = '\n\n'
const flagGap = ' · '

/**
 * The four sections. Places of the claims are offsets into the sections' texts, joined by a blank
 * line.
 */
export const writeSections = (
  findings: Readonly<Record<SectionId, readonly DeskFinding[]>>,
  writer: DeskWriter
): { sections: SummarySection[]; claims: Claim[] } => {
  const sections: SummarySection[] = []
  const claims: Claim[] = []
  let offset = 0
  for (const id of sectionIds) {
    const written = joined(findings[id], writer, { offset, withLeads: id === 'stance' })
    sections.push({ id, title: writer.term(`summary.sections.${id}`), text: written.text })
    claims.push(...written.claims)
    offset += written.text.length + sectionGap.length
  }
  return { sections, claims }
}

/** "S&P 500 · 1,251.70 [F3] (+0.2 % [F4]) · as of Fri 2008-09-12 · …", then the flags. */
export const headerText = (
  book: FactBook,
  { state, flags }: { state: SessionState; flags: readonly { text: string }[] },
  writer: DeskWriter
): string => {
  const list = new FindingList(book)
  const [price, returns] = [book.fact('price.close')?.basis, book.fact('return.1d')?.basis]
  const basis = price === returns ? (price ?? 'split') : 'mixed'
  const subject = { kind: 'quote', text: state.subject?.name ?? state.subject?.id ?? '' } as const
  const values = { subject, basis: term(`summary.basis.${basis}`) }
  const full = list.add('header', 'summary.header', ['price.close', 'return.1d'], { values })
  if (!full) list.add('header', 'summary.headerShort', [], { values })
  return [say(list.items, writer), ...flags.map(({ text }) => text)].join(flagGap)
}

/** The stance with its event and margin, and the record that stands behind it. */
export const stanceText = (book: FactBook, room: Room, writer: DeskWriter): string => {
  const list = new FindingList(book)
  sayCall(list, room)
  return say(list.items, writer)
}

export const eventText = (book: FactBook, writer: DeskWriter): string => {
  const list = new FindingList(book)
  if (!list.add('event', 'summary.event', [forecastMedian])) {
    list.add('event', 'summary.eventPlain', [])
  }
  return say(list.items, writer)
}

export const dissentText = (book: FactBook, { votes }: Room, writer: DeskWriter): string => {
  const list = new FindingList(book)
  sayDissent(list, votes)
  if (list.items.length === 0) list.add('dissent', 'summary.noDissent', [])
  return say(list.items, writer)
}

export const swingText = (book: FactBook, room: Room, writer: DeskWriter): string => {
  const list = new FindingList(book)
  saySwing(list, room)
  if (list.items.length === 0) list.add('swing', 'summary.noSwing', [])
  return say(list.items, writer)
}

/** Roles without an answer, and what each would have read. */
export const missingItems = (
  book: FactBook,
  state: SessionState,
  writer: DeskWriter
): MissingItem[] =>
  absentRoles(state).map((absent) => {
    const list = new FindingList(book)
    const values = absenceValues(absent)
    list.add('missing', `strategist.missing.${absent.kind}`, [], { values })
    return { role: absent.role, text: say(list.items, writer) }
  })

/** What nobody here has read: what daily prices cannot hold, then the evidence not given. */
export const notReadItems = (book: FactBook, writer: DeskWriter): string[] => {
  const gaps = evidenceGaps(book)
  const notes = !gaps.includes('notes')
  const given = hasFundamentals(book) ? ['beyondFigures', 'beyondBoth'] : ['always', 'beyondNotes']
  return [given[notes ? 1 : 0] ?? 'always', 'events', ...gaps].map((name) =>
    writer.term(`summary.notRead.${name}`)
  )
}
