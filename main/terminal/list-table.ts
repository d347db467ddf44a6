import type { SessionListing } from '../../preload/contract/sessions'
import { fitWidth } from './display-width'
import type { OutputPort } from './host'
import { plainLine } from './plain-text'
import { alignRows } from './summary-text'
import type { Words } from './words'

/** 2026-11-21 06:30; the zone is named at the head, so that every machine prints the same. */
const minuteOf = (wallMs: number): string =>
  new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')

const endText = (words: Words, { terminal }: SessionListing): string => {
  switch (terminal?.type) {
    case undefined:
      return words.text('stageStatus.running')
    case 'session.completed':
      return words.text('stageStatus.completed')
    case 'session.cancelled':
      return words.text('stageStatus.cancelled')
    case 'session.failed':
      return words.text('stageStatus.failed')
  }
}

const cellsOf = (words: Words, listing: SessionListing): string[] => {
  const { session, subject, asOf, startedAt, stance, events } = listing
  return [
    session,
    minuteOf(startedAt),
    endText(words, listing),
    stance === null ? words.text('list.nothing') : words.text(`stance.${stance}`),
    asOf ?? words.text('list.nothing'),
    words.number(events, 0),
    // The last one, since it is what a narrow terminal may cut.
    subject
  ]
}

/** Kept sessions as a table: a head, then a line each; on a terminal no wider than that. */
export const listTable = (
  words: Words,
  sessions: readonly SessionListing[],
  { isTerminal, columns }: OutputPort
): string => {
  if (sessions.length === 0) return `${words.text('list.empty')}\n`
  const head = ['session', 'started', 'end', 'stance', 'asOf', 'events', 'subject']
  const rows = [
    head.map((key) => words.text(`list.${key}`)),
    ...sessions.map((listing) => cellsOf(words, listing))
  ]
  const lines = alignRows(rows.map((cells) => cells.map(plainLine)))
  return lines.map((line) => `${isTerminal ? fitWidth(line, columns) : line}\n`).join('')
}
