import { describe, expect, test } from 'vitest'
import { encodeEvents, type EventsFrame } from '../../../preload/contract/events-frame'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { decodeServerFrame } from '../../../preload/contract/wire'
import { seededRandom } from '../../../main/kernel/random'
import { SessionReader } from '../../../renderer/src/stream/session-reader'
import { FakeFeed } from '../../support/fake-feed'

const frameOf = (events: readonly AnyEnvelope[]): EventsFrame => {
  const frame = decodeServerFrame(encodeEvents(events))
  if (frame.t !== 'events') throw new Error('not an events frame')
  return frame
}

const textIn = (events: readonly AnyEnvelope[]): string =>
  events.map((event) => (event.type === 'role.delta' ? event.data.text : '')).join('')

/** A reader that stands where a feed has just begun. */
const begun = (): { feed: FakeFeed; reader: SessionReader; from: number } => {
  const feed = new FakeFeed('one').begin()
  const reader = new SessionReader('one', () => undefined)
  reader.take(feed.state())
  return { feed, reader, from: feed.events.length }
}

describe('a reader', () => {
  test('applies a joined delta and stands at the last seq that it stands for', () => {
    const { feed, reader, from } = begun()
    for (const text of ['The ', 'close ', 'stands']) feed.write('scout', text)
    const { result, events } = reader.apply(frameOf(feed.events.slice(from)))
    expect([result, events.length, textIn(events)]).toEqual(['read', 1, 'The close stands'])
    expect(reader.state).toEqual(feed.state())
    expect(reader.cursor).toEqual({ epoch: 1, seq: feed.state().seq })
  })

  test('applies only the rest of a joined delta whose beginning it has seen', () => {
    const { feed, reader, from } = begun()
    for (const text of ['The ', 'close ', 'stands']) feed.write('scout', text)
    reader.apply(frameOf(feed.events.slice(from, from + 2)))
    const { result, events } = reader.apply(frameOf(feed.events.slice(from)))
    expect([result, events]).toEqual(['read', [feed.events.at(-1)!].map(withTimesOf(feed, from))])
    expect(reader.state).toEqual(feed.state())
  })

  test('sees a hole that a joined delta begins after', () => {
    const { feed, reader, from } = begun()
    for (const text of ['The ', 'close ', 'stands']) feed.write('scout', text)
    const before = reader.state
    expect(reader.apply(frameOf(feed.events.slice(from + 1)))).toEqual({
      result: 'gap',
      events: []
    })
    expect(reader.state).toBe(before)
  })

  test('passes over a frame that it has, and takes nothing of another epoch', () => {
    const { feed, reader, from } = begun()
    feed.write('scout', 'The ')
    const frame = frameOf(feed.events.slice(from))
    reader.apply(frame)
    const state = reader.state
    expect(reader.apply(frame)).toEqual({ result: 'read', events: [] })
    const later = frame.events.map((event) => ({ ...event, epoch: 2, seq: event.seq + 1 }))
    expect(reader.apply({ ...frame, firstSeq: frame.firstSeq + 1, events: later })).toEqual({
      result: 'gap',
      events: []
    })
    expect(reader.state).toBe(state)
  })

  const seed = 20_260_213

  test(`gets every character once from frames that overlap, 500 times (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const upTo = (limit: number): number => Math.floor(random() * limit)
    for (let round = 0; round < 500; round += 1) {
      const { feed, reader, from } = begun()
      for (let count = 1 + upTo(30); count > 0; count -= 1) {
        feed.write(random() < 0.7 ? 'scout' : 'bull', ['thin ', '漲', '📈', ''][upTo(4)] ?? '')
      }
      const got = { scout: '', bull: '' }
      for (let at = from; at < feed.events.length;) {
        const start = Math.max(0, at - upTo(6))
        const end = at + 1 + upTo(6)
        const { result, events } = reader.apply(frameOf(feed.events.slice(start, end)))
        expect(result).toBe('read')
        for (const event of events) {
          if (event.type !== 'role.delta') continue
          const role = event.data.role as 'scout' | 'bull'
          expect(event.data.offset).toBe(got[role].length)
          got[role] += event.data.text
        }
        at = Math.min(end, feed.events.length)
      }
      expect(got).toEqual({ scout: feed.textOf('scout'), bull: feed.textOf('bull') })
      expect(reader.state).toEqual(feed.state())
    }
  })
})

/** A joined delta has the times of its first event, however little of it is left. */
const withTimesOf =
  (feed: FakeFeed, index: number) =>
  (event: AnyEnvelope): AnyEnvelope => {
    const { atMs, wallTime } = feed.events[index]!
    return { ...event, atMs, wallTime }
  }
