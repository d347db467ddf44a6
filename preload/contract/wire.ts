import type { AnyEnvelope, Cursor, EventMap, EventType } from './events'
import { eventKinds } from './event-kinds'
import type { ErrorShape } from './errors'
import type { SessionState } from './session-state'

/**
 * The frames of the event socket (docs/protocol.md). Control frames are objects with a tag `t`;
 * an events frame is an array, since it is the one that is sent hundreds of times a second:
 * `['e', session, epoch, seq, atMs, wallTime, ...items]`, where `seq`, `atMs` and `wallTime`
 * are those of its first event. An item is either
 * `[role, offset, text, sinceMs?, attempt?, kind?]` for a `role.delta` (kind 1 = reasoning), or
 * `[sinceMs, type, data]` for any other event; each item takes the next `seq`.
 */
export interface HelloFrame {
  t: 'hello'
  v: number
  connection: string
}
export interface SnapshotFrame {
  t: 'snapshot' | 'resync'
  session: string
  state: SessionState
}
export interface ErrorFrame {
  t: 'error'
  session: string | null
  error: ErrorShape
}
export interface PongFrame {
  t: 'pong'
  id: number
}
export interface EventsFrame {
  t: 'events'
  session: string
  events: AnyEnvelope[]
}
export type ServerFrame = HelloFrame | SnapshotFrame | ErrorFrame | PongFrame | EventsFrame

export type ClientFrame =
  | { t: 'subscribe'; session: string; cursor: Cursor | null }
  | { t: 'unsubscribe'; session: string }
  | { t: 'ping'; id: number }

type DeltaItem = [string, number, string, number?, number?, number?]
type EventItem = [number, EventType, unknown]
type Item = DeltaItem | EventItem

const deltaItem = (data: EventMap['role.delta'], sinceMs: number): DeltaItem => {
  const item: DeltaItem = [data.role, data.offset, data.text]
  const kind = data.kind === 'reasoning' ? 1 : 0
  if (kind !== 0) item.push(sinceMs, data.attempt, kind)
  else if (data.attempt !== 1) item.push(sinceMs, data.attempt)
  else if (sinceMs !== 0) item.push(sinceMs)
  return item
}

/** One events frame for consecutive events of one session and epoch (at least one). */
export const encodeEvents = (events: readonly AnyEnvelope[]): string => {
  const first = events[0]
  if (first === undefined) throw new RangeError('an events frame has at least one event')
  const items = events.map((event): Item => {
    const sinceMs = event.atMs - first.atMs
    return event.type === 'role.delta'
      ? deltaItem(event.data, sinceMs)
      : [sinceMs, event.type, event.data]
  })
  const { session, epoch, seq, atMs, wallTime } = first
  return JSON.stringify(['e', session, epoch, seq, atMs, wallTime, ...items])
}

/** A frame that cannot be read; the reader skips it and asks for a fresh snapshot. */
export class UnreadableFrame extends Error {}

const fail = (what: string): never => {
  throw new UnreadableFrame(what)
}
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const decodeDelta = (item: unknown[]): [number, EventMap['role.delta']] => {
  const [role, offset, text, sinceMs = 0, attempt = 1, kind = 0] = item
  if (!isText(role) || !isNumber(offset) || !isText(text)) return fail('delta')
  if (!isNumber(sinceMs) || !isNumber(attempt)) return fail('delta')
  return [sinceMs, { role, attempt, offset, kind: kind === 1 ? 'reasoning' : 'answer', text }]
}

const decodeItem = (item: unknown, head: Omit<AnyEnvelope, 'type' | 'data'>): AnyEnvelope => {
  if (!Array.isArray(item)) return fail('item')
  if (isText(item[0])) {
    const [sinceMs, data] = decodeDelta(item)
    return { ...shifted(head, sinceMs), type: 'role.delta', data }
  }
  const [sinceMs, type, data] = item as unknown[]
  if (!isNumber(sinceMs) || !isText(type) || !Object.hasOwn(eventKinds, type)) return fail('type')
  if (!isRecord(data)) return fail('data')
  return { ...shifted(head, sinceMs), type, data } as AnyEnvelope
}

const shifted = <T extends { atMs: number; wallTime: number }>(head: T, sinceMs: number): T => ({
  ...head,
  atMs: head.atMs + sinceMs,
  wallTime: head.wallTime + sinceMs
})

const decodeEvents = (frame: unknown[]): EventsFrame => {
  const [tag, session, epoch, seq, atMs, wallTime, ...items] = frame
  if (tag !== 'e' || !isText(session) || !isNumber(epoch) || !isNumber(seq)) return fail('head')
  if (!isNumber(atMs) || !isNumber(wallTime) || items.length === 0) return fail('head')
  const events = items.map((item, index) =>
    decodeItem(item, { v: 1, session, epoch, seq: seq + index, atMs, wallTime })
  )
  return { t: 'events', session, events }
}

const decodeControl = (frame: Record<string, unknown>): ServerFrame => {
  switch (frame['t']) {
    case 'hello':
      if (!isNumber(frame['v']) || !isText(frame['connection'])) return fail('hello')
      break
    case 'snapshot':
    case 'resync':
      if (!isText(frame['session']) || !isRecord(frame['state'])) return fail('snapshot')
      break
    case 'error':
      if (!isRecord(frame['error']) || !isText(frame['error']['code'])) return fail('error')
      break
    case 'pong':
      if (!isNumber(frame['id'])) return fail('pong')
      break
    default:
      return fail('tag')
  }
  return frame as unknown as ServerFrame
}

/**
 * Reads one frame from the server. Hand-written, since the page has no schema library.
 * @throws {UnreadableFrame} for anything that is not a frame of this protocol
 */
export const decodeServerFrame = (text: string): ServerFrame => {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return fail('json')
  }
  if (Array.isArray(frame)) return decodeEvents(frame)
  return isRecord(frame) ? decodeControl(frame) : fail('frame')
}
