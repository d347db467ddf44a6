import type { Claim, MissingItem, SummarySection } from '../../../../preload/contract/events'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import { absenceValues, absentRoles } from '../findings/absent-roles'
import { term, type DeskFinding } from '../findings/finding'
import { FindingList } from '../findings/finding-list'
import { sayCall, sayDissent, saySwing } from '../findings/strategist'
import type { RoomCall, Vote } from '../scheme/room-call'
import { forecastMedian } from '../scheme/voters'
import type { DeskWriter } from '../words/desk-writer'
import { sectionIds, type SectionId } from './sections'

/** Stands between two sections where places in the summary are counted. */
export const sectionGap = '\n\n'

interface Joining {
  /** Where the text begins, for the places of its claims. */
  offset: number
  /** Whether a change of lead is said, in bold. */
  withLeads: boolean
}

/** Sentences of one field in one paragraph, and the claims that they make. */
const joined = (
  findings: readonly DeskFinding[],
  writer: DeskWriter,
  { offset, withLeads }: Joining = { offset: 0, withLeads: false }
): { text: string; claims: Claim[] } => {
  const gap = writer.term('text.sentenceGap')
  const claims: Claim[] = []
  let text = ''
  let lead = ''
  for (const finding of findings) {
    if (text !== '') text += gap
    if (withLeads && finding.lead !== lead) {
      text += `**${writer.term(`leads.${finding.lead}`)}**${writer.term('text.leadGap')}`
    }
    lead = finding.lead
    const sentence = writer.sentence(finding)
    const place = { offset: offset + text.length, length: sentence.length }
    claims.push({ text: sentence, ...place, facts: [...finding.facts] })
    text += sentence
  }
  return { text, claims }
}

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

const say = (findings: readonly DeskFinding[], writer: DeskWriter): string =>
  joined(findings, writer).text

/** "S&P 500 · 1,251.70 [F3] (+0.2 % [F4]) · as of Fri 2008-09-12 · …" */
export const headerText = (book: FactBook, state: SessionState, writer: DeskWriter): string => {
  const list = new FindingList(book)
  const [price, returns] = [book.fact('price.close')?.basis, book.fact('return.1d')?.basis]
  const basis = price === returns ? (price ?? 'split') : 'mixed'
  const subject = { kind: 'quote', text: state.subject?.name ?? state.subject?.id ?? '' } as const
  const values = { subject, basis: term(`summary.basis.${basis}`) }
  const full = list.add('header', 'summary.header', ['price.close', 'return.1d'], { values })
  if (!full) list.add('header', 'summary.headerShort', [], { values })
  return say(list.items, writer)
}

/** The stance with its event and margin, and the record that stands behind it. */
export const stanceText = (
  book: FactBook,
  { call, votes }: { call: RoomCall; votes: readonly Vote[] },
  writer: DeskWriter
): string => {
  const list = new FindingList(book)
  sayCall(list, call, votes)
  return say(list.items, writer)
}

export const eventText = (book: FactBook, writer: DeskWriter): string => {
  const list = new FindingList(book)
  if (!list.add('event', 'summary.event', [forecastMedian])) {
    list.add('event', 'summary.eventPlain', [])
  }
  return say(list.items, writer)
}

export const dissentText = (book: FactBook, votes: readonly Vote[], writer: DeskWriter): string => {
  const list = new FindingList(book)
  sayDissent(list, votes)
  if (list.items.length === 0) list.add('dissent', 'summary.noDissent', [])
  return say(list.items, writer)
}

export const swingText = (book: FactBook, votes: readonly Vote[], writer: DeskWriter): string => {
  const list = new FindingList(book)
  saySwing(list, votes)
  if (list.items.length === 0) list.add('swing', 'summary.noSwing', [])
  return say(list.items, writer)
}

/** Roles without an answer, then what no role could read. */
export const missingItems = (
  book: FactBook,
  state: SessionState,
  writer: DeskWriter
): MissingItem[] => {
  const roles = absentRoles(state).map((absent) => {
    const list = new FindingList(book)
    const values = absenceValues(absent)
    list.add('missing', `strategist.missing.${absent.kind}`, [], { values })
    return { role: absent.role, text: say(list.items, writer) }
  })
  const unread = [
    book.has('note.sentences') ? [] : ['notes'],
    book.has('beta.252d') || book.has('excess.20d') ? [] : ['benchmark'],
    book.has('volume.ratio.20d') ? [] : ['volume'],
    ['events']
  ].flat()
  const rest = unread.map((name) => ({ role: null, text: writer.term(`summary.notRead.${name}`) }))
  return [...roles, ...rest]
}
