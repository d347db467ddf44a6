import type { EvidenceLine } from '../../../../preload/contract/events'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { FactBook } from '../fact-book'
import { withoutMetrics } from '../findings/swing'
import type { Room } from '../scheme/room'
import { voteMetrics } from '../scheme/voters'
import type { DeskWriter } from '../words/desk-writer'
import { labelOf } from './label'

/** The table of the lines of evidence: each vote, and the room's answer without it. */
export const evidenceLines = (
  book: FactBook,
  { state, room }: { state: SessionState; room: Room },
  writer: DeskWriter
): EvidenceLine[] =>
  room.votes.map(({ role, p, windows }, index) => {
    const without = room.swing.lines[index]?.without
    const left = without?.p ?? null
    const fact = left === null ? null : book.fact(withoutMetrics(book, room, role).p)
    return {
      role,
      label: labelOf(state, role, writer),
      p,
      windows,
      fact: book.fact(voteMetrics(role).p)?.id ?? null,
      without: { stance: without?.stance ?? 'no-call', p: left, fact: fact?.id ?? null }
    }
  })
