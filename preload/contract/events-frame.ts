import type { AnyEnvelope, Envelope } from './events'
import { eventKinds } from './event-kinds'
import { isCount, isNumber, isRecord, isText, unreadable } from './wire-checks'

/**
 * Consecutive events of one session and epoch, oldest first. Together they stand for every `seq`
 * from `firstSeq` to that of the last event, without a hole: an event stands for those after the
 * one before it, up to its own. Only a `role.delta` stands for several: it is that many deltas of
 * one role, joined, with the offset and the times of the first and the `seq` of the last.
 *
 * On the wire: `['e', session, epoch, seq, atMs, wallTime, ...items]`, where `seq`, `atMs` and
 * `wallTime` are those of the first event. An item is either
 * `[role, offset, text, sinceMs?, attempt?, kind?, wallShiftMs?, count?]` for a `role.delta`
 * (kind 1 = reasoning), or `[sinceMs, type, data, wallShiftMs?]` for any other event. It takes the
 * next `seq`, or the next `count` of them. `wallShiftMs` is by how much the wall clock went another
 * way than `atMs` since the first event. Fields at the end that have their default (0, attempt and
 * count 1) are left out.
 */
export interface EventsFrame {
  t: 'events'
  session: string
  firstSeq: number
  events: AnyEnvelope[]
}

type Item = (string | number | object)[]
type Delta = Envelope<'role.delta'>

/** Drops what stands at the end of an item with its default value, from position `from` on. */
const trimmed = (item: Item, from: number, defaults: readonly number[]): Item => {
  while (item.length > from && item.at(-1) === defaults[item.length - 1 - from]) item.pop()
  return item
}

/** Defaults of `sinceMs`, `attempt`, `kind`, `wallShiftMs` and `count`. */
const deltaDefaults = [0, 1, 0, 0, 1]

const shiftOf = (event: AnyEnvelope, first: AnyEnvelope, sinceMs: number): number =>
  event.wallTime - first.wallTime - sinceMs

const itemOf = (event: Exclude<AnyEnvelope, Delta>, first: AnyEnvelope): Item => {
  const sinceMs = event.atMs - first.atMs
  const shiftMs = shiftOf(event, first, sinceMs)
  return trimmed([sinceMs, event.type, event.data, shiftMs], 3, [0])
}

const deltaItemOf = (delta: Delta, text: string, count: number, first: AnyEnvelope): Item => {
  const { role, offset, attempt, kind } = delta.data
  const sinceMs = delta.atMs - first.atMs
  const shiftMs = shiftOf(delta, first, sinceMs)
  const item = [role, offset, text, sinceMs, attempt, kind === 'reasoning' ? 1 : 0, shiftMs, count]
  return trimmed(item, 3, deltaDefaults)
}

/** Whether `next` goes on typing where a text that began with `delta` has come to. */
const goesOn = ({ data }: Delta, end: number, next: Delta['data']): boolean =>
  next.offset === end &&
  next.role === data.role &&
  next.attempt === data.attempt &&
  next.kind === data.kind

/** The item of the deltas that can be joined from `at` on, and how many they are. */
const joinedItem = (
  events: readonly AnyEnvelope[],
  at: number,
  delta: Delta
): { item: Item; count: number } => {
  let text = delta.data.text
  let count = 1
  for (;;) {
    const next = events[at + count]
    if (next?.type !== 'role.delta') break
    if (!goesOn(delta, delta.data.offset + text.length, next.data)) break
    text += next.data.text
    count += 1
  }
  return { item: deltaItemOf(delta, text, count, events[0] ?? delta), count }
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
  for (const [index, event] of events.entries()) {
    if (!follows(event, first, index)) throw new RangeError('events of a frame are consecutive')
  }
  const { session, epoch, seq, atMs, wallTime } = first
  const frame: (string | number | Item)[] = ['e', session, epoch, seq, atMs, wallTime]
  for (let at = 0; at < events.length;) {
    const event = events[at] ?? first
    if (event.type === 'role.delta') {
      const { item, count } = joinedItem(events, at, event)
      frame.push(item)
      at += count
    } else {
      frame.push(itemOf(event, first))
      at += 1
    }
  }
  return JSON.stringify(frame)
}

type Head = Pick<AnyEnvelope, 'session' | 'epoch' | 'seq' | 'atMs' | 'wallTime'>
type Body = Pick<AnyEnvelope, 'type' | 'data'>

/**
 * The envelope of a frame's item. Here and below fields and positions are named one by one: this
 * runs for every token, where spreading and taking arrays apart cost several times as much.
 */
const envelope = (
  head: Head,
  seq: number,
  sinceMs: unknown,
  shiftMs: unknown,
  { type, data }: Body
): AnyEnvelope => {
  if (!isNumber(sinceMs) || !isNumber(shiftMs)) return unreadable('time')
  if (!isCount(seq)) return unreadable('seq')
  const { session, epoch } = head
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
  if (!isText(role) || !isCount(offset) || !isText(text)) return unreadable('delta')
  if (!isCount(attempt) || (kind !== 0 && kind !== 1)) return unreadable('delta')
  const data = { role, attempt, offset, kind: kind === 1 ? 'reasoning' : 'answer', text } as const
  return { type: 'role.delta', data }
}

const bodyOf = (item: unknown[]): Body => {
  const type = item[1]
  const data = item[2]
  if (!isText(type) || !Object.hasOwn(eventKinds, type) || type === 'role.delta') {
    return unreadable('type')
  }
  return isRecord(data) ? ({ type, data } as Body) : unreadable('data')
}

/** `before` is the `seq` that the item before it ended with. */
const decodeItem = (item: unknown, head: Head, before: number): AnyEnvelope => {
  if (!Array.isArray(item)) return unreadable('item')
  if (!isText(item[0])) return envelope(head, before + 1, item[0], item[3] ?? 0, bodyOf(item))
  const count = item[7] ?? 1
  if (!isCount(count) || count === 0) return unreadable('count')
  return envelope(head, before + count, item[3] ?? 0, item[6] ?? 0, deltaOf(item))
}

const headItems = 6

/** @throws {UnreadableFrame} when the array is no events frame */
export const decodeEvents = (frame: readonly unknown[]): EventsFrame => {
  const [tag, session, epoch, seq, atMs, wallTime] = frame
  if (tag !== 'e' || !isText(session) || !isCount(epoch) || !isCount(seq)) return unreadable('head')
  if (!isNumber(atMs) || !isNumber(wallTime)) return unreadable('head')
  if (frame.length <= headItems) return unreadable('head')
  const head: Head = { session, epoch, seq, atMs, wallTime }
  const events: AnyEnvelope[] = []
  let before = seq - 1
  for (let at = headItems; at < frame.length; at += 1) {
    const event = decodeItem(frame[at], head, before)
    events.push(event)
    before = event.seq
  }
  return { t: 'events', session, firstSeq: seq, events }
}
