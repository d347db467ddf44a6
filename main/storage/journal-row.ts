import type { AnyEnvelope, EventType } from '../../preload/contract/events'
import type { EventDraft } from '../engine/ports'

/** An event as it is stored. `data` is JSON: what was appended cannot change with its object. */
export interface JournalRow {
  session: string
  seq: number
  epoch: number
  atMs: number
  wallTime: number
  type: EventType
  data: string
}

/** @throws what `JSON.stringify` throws of data that is no JSON */
export const rowOf = (draft: EventDraft, seq: number): JournalRow => ({
  session: draft.session,
  seq,
  epoch: draft.epoch,
  atMs: draft.atMs,
  wallTime: draft.wallTime,
  type: draft.type,
  data: JSON.stringify(draft.data)
})

export const eventOf = ({ data, ...row }: JournalRow): AnyEnvelope =>
  ({ v: 1, ...row, data: JSON.parse(data) as unknown }) as AnyEnvelope
