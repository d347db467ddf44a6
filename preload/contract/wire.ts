import type { AnyEnvelope, Cursor } from './events'
import { eventKinds } from './event-kinds'
import type { ErrorShape } from './errors'
import type { ChangedThing, MonitoredSession, Notice } from './notices'
import type { SessionState } from './session-state'

/**
 * The frames of the event socket (docs/protocol.md). Control frames are objects with a tag `t`;
 * an events frame is an array, since it is the one that is sent hundreds of times a second:
 * `['e', session, epoch, seq, atMs, wallTime, ...items]`, where `seq`, `atMs` and `wallTime`
 * are those of its first event. An item is either
 * `[role, offset, text, sinceMs?, attempt?, kind?, wallShiftMs?]` for a `role.delta`
 * (kind 1 = reasoning), or `[sinceMs, type, data, wallShiftMs?]` for any other event; each item
 * takes the next `seq`. `wallShiftMs` is by how much the wall clock went another way than `atMs`
 * since the first event. Fields at the end that have their default (0, attempt 1) are left out.
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
/** To every connection: the user is told. The same notice may come again on a new connection. */
export interface NoticeFrame {
  t: 'notice'
  notice: Notice
}
/** To every connection: what a page shows of this may be out of date. */
export interface ChangedFrame {
  t: 'changed'
  what: ChangedThing
}
/** To the monitoring room: every session of the process, whole, on each change. */
export interface MonitorFrame {
  t: 'monitor'
  connections: number
  sessions: MonitoredSession[]
}
export interface EventsFrame {
  t: 'events'
  session: string
  events: AnyEnvelope[]
}
export type ControlFrame =
  | HelloFrame
  | SnapshotFrame
  | ErrorFrame
  | PongFrame
  | NoticeFrame
  | ChangedFrame
  | MonitorFrame
export type ServerFrame = ControlFrame | EventsFrame

export type ClientFrame =
  | { t: 'subscribe'; session: string; cursor: Cursor | null }
  | { t: 'unsubscribe'; session: string }
  | { t: 'monitor'; on: boolean }
  | { t: 'ping'; id: number }

type Item = (string | number | object)[]

/** Drops what stands at the end of an item with its default value, from position `from` on. */
const trimmed = (item: Item, from: number, defaults: readonly number[]): Item => {
  while (item.length > from && item.at(-1) === defaults[item.length - 1 - from]) item.pop()
  return item
}

/** Defaults of `sinceMs`, `attempt`, `kind` and `wallShiftMs`. */
const deltaDefaults = [0, 1, 0, 0]

const itemOf = (event: AnyEnvelope, first: AnyEnvelope): Item => {
  const sinceMs = event.atMs - first.atMs
  const shiftMs = event.wallTime - first.wallTime - sinceMs
  if (event.type !== 'role.delta') {
    return trimmed([sinceMs, event.type, event.data, shiftMs], 3, [0])
  }
  const { role, offset, text, attempt, kind } = event.data
  const item = [role, offset, text, sinceMs, attempt, kind === 'reasoning' ? 1 : 0, shiftMs]
  return trimmed(item, 3, deltaDefaults)
}

const follows = (event: AnyEnvelope, first: AnyEnvelope, index: number): boolean =>
  event.session === first.session && event.epoch === first.epoch && event.seq === first.seq + index

/**
 * One events frame for consecutive events of one session and epoch (at least one).
 * @throws {RangeError} when they are not that
 */
export const encodeEvents = (events: readonly AnyEnvelope[]): string => {
  const first = events[0]
  if (first === undefined) throw new RangeError('an events frame has at least one event')
  const items = events.map((event, index) => {
    if (!follows(event, first, index)) throw new RangeError('events of a frame are consecutive')
    return itemOf(event, first)
  })
  const { session, epoch, seq, atMs, wallTime } = first
  return JSON.stringify(['e', session, epoch, seq, atMs, wallTime, ...items])
}

export const encodeControl = (frame: ControlFrame): string => JSON.stringify(frame)
export const encodeClientFrame = (frame: ClientFrame): string => JSON.stringify(frame)

/** A frame that cannot be read; the reader skips it and asks for a fresh snapshot. */
export class UnreadableFrame extends Error {}

const fail = (what: string): never => {
  throw new UnreadableFrame(what)
}
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0
const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Head = Omit<AnyEnvelope, 'type' | 'data'>
type Body = Pick<AnyEnvelope, 'type' | 'data'>

/**
 * The envelope of a frame's item. Here and below fields and positions are named one by one: this
 * runs for every token, where spreading and taking arrays apart cost several times as much.
 */
const envelope = (
  head: Head,
  index: number,
  sinceMs: unknown,
  shiftMs: unknown,
  { type, data }: Body
): AnyEnvelope => {
  if (!isNumber(sinceMs) || !isNumber(shiftMs)) return fail('time')
  const { session, epoch } = head
  const seq = head.seq + index
  const atMs = head.atMs + sinceMs
  const wallTime = head.wallTime + sinceMs + shiftMs
  return { v: 1, session, epoch, seq, atMs, wallTime, type, data } as AnyEnvelope
}

const deltaOf = (item: unknown[]): Body => {
  const role = item[0]
  const offset = item[1]
  const text = item[2]
  const attempt = item[4] ?? 1
  const kind = item[5] ?? 0
  if (!isText(role) || !isCount(offset) || !isText(text)) return fail('delta')
  if (!isCount(attempt) || (kind !== 0 && kind !== 1)) return fail('delta')
  const data = { role, attempt, offset, kind: kind === 1 ? 'reasoning' : 'answer', text } as const
  return { type: 'role.delta', data }
}

const bodyOf = (item: unknown[]): Body => {
  const type = item[1]
  const data = item[2]
  if (!isText(type) || !Object.hasOwn(eventKinds, type) || type === 'role.delta') {
    return fail('type')
  }
  return isRecord(data) ? ({ type, data } as Body) : fail('data')
}

const decodeItem = (item: unknown, head: Head, index: number): AnyEnvelope => {
  if (!Array.isArray(item)) return fail('item')
  return isText(item[0])
    ? envelope(head, index, item[3] ?? 0, item[6] ?? 0, deltaOf(item))
    : envelope(head, index, item[0], item[3] ?? 0, bodyOf(item))
}

const decodeEvents = (frame: unknown[]): EventsFrame => {
  const [tag, session, epoch, seq, atMs, wallTime] = frame
  if (tag !== 'e' || !isText(session) || !isCount(epoch) || !isCount(seq)) return fail('head')
  if (!isNumber(atMs) || !isNumber(wallTime) || frame.length < 7) return fail('head')
  const head: Head = { v: 1, session, epoch, seq, atMs, wallTime }
  const events = frame.slice(6).map((item, index) => decodeItem(item, head, index))
  return { t: 'events', session, events }
}

const lists = ['inputs', 'stages', 'roles', 'facts', 'timeline']

/** As much of a state as a reader needs to go on from it. */
const isState = (state: unknown, session: unknown): boolean =>
  isRecord(state) &&
  isText(session) &&
  state['session'] === session &&
  isCount(state['epoch']) &&
  isCount(state['seq']) &&
  lists.every((list) => Array.isArray(state[list]))

const isNotice = (notice: unknown): boolean =>
  isRecord(notice) &&
  isText(notice['id']) &&
  isText(notice['level']) &&
  isRecord(notice['error']) &&
  isText(notice['error']['code'])

const decodeControl = (frame: Record<string, unknown>): ServerFrame => {
  switch (frame['t']) {
    case 'hello':
      if (!isNumber(frame['v']) || !isText(frame['connection'])) return fail('hello')
      break
    case 'snapshot':
    case 'resync':
      if (!isState(frame['state'], frame['session'])) return fail('snapshot')
      break
    case 'error':
      if (frame['session'] !== null && !isText(frame['session'])) return fail('error')
      if (!isRecord(frame['error']) || !isText(frame['error']['code'])) return fail('error')
      break
    case 'pong':
      if (!isNumber(frame['id'])) return fail('pong')
      break
    case 'notice':
      if (!isNotice(frame['notice'])) return fail('notice')
      break
    case 'changed':
      if (!isText(frame['what'])) return fail('changed')
      break
    case 'monitor':
      if (!isCount(frame['connections']) || !Array.isArray(frame['sessions'])) {
        return fail('monitor')
      }
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
