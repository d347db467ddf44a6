import type { SummaryChange } from '../../../../preload/contract/events'
import type { FactBook } from '../fact-book'
import { sayDates, sayFlips, sayTriggers } from '../findings/changes'
import { FindingList } from '../findings/finding-list'
import { isRoomOfPrice, type Room } from '../scheme/room'
import type { DeskWriter } from '../words/desk-writer'
import { say } from './say'
import { evidenceGaps } from './unread'

const kinds = { flips: 'price', triggers: 'trigger', dates: 'date', evidence: 'evidence' } as const

const sayEvidence = (list: FindingList): void => {
  const keys = evidenceGaps(list.book).map((gap) => `changes.kinds.${gap}`)
  if (keys.length === 0) return
  list.add('evidence', 'changes.evidence', [], { values: { kinds: { kind: 'list', keys } } })
}

/** What would change the stance: prices first, then triggers, dates, and evidence not given. */
export const changesOf = (book: FactBook, room: Room, writer: DeskWriter): SummaryChange[] => {
  const list = new FindingList(book)
  sayFlips(list, room)
  sayTriggers(list)
  sayDates(list, room)
  sayEvidence(list)
  return list.items.map((finding) => ({
    kind: kinds[finding.lead as keyof typeof kinds],
    text: say([finding], writer)
  }))
}

/** The next closes that change the stance; known for the room of every vote by price. */
export const flipPricesOf = (
  book: FactBook,
  room: Room
): { up: number | null; down: number | null } =>
  room.call.p === null || !isRoomOfPrice(room)
    ? { up: null, down: null }
    : { up: book.number('flip.up'), down: book.number('flip.down') }
