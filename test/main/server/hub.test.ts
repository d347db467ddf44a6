import { describe, expect, test } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { frameEveryMs, monitorEveryMs } from '../../../preload/contract/limits'
import { EventBatcher } from '../../../main/server/event-batcher'
import type { FrameBatch } from '../../../main/server/frame-batch'
import { Hub, type HubConnection } from '../../../main/server/hub'
import type { RoomMember } from '../../../main/server/room'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeed, FakeFeeds } from '../../support/fake-feed'

const connection = (principal: string): HubConnection => ({
  principal,
  push: () => undefined,
  close: () => undefined
})

const hubOf = (clock = new FakeClock(), feeds = new FakeFeeds()): Hub =>
  new Hub({ feeds, clock, frameEveryMs, monitorEveryMs })

class Listener implements RoomMember {
  readonly seqs: number[] = []
  then: () => void = () => undefined

  deliver(batch: FrameBatch): void {
    for (let seq = batch.firstSeq; seq <= batch.lastSeq; seq += 1) this.seqs.push(seq)
    this.then()
  }

  push(): void {}
}

describe('the hub', () => {
  test('keeps no empty set: a connection that goes leaves all of them', () => {
    const hub = hubOf()
    const [one, two, three] = [connection('a'), connection('a'), connection('b')]
    for (const each of [one, two, three]) hub.add(each)
    expect(hub.connectionsOf('a')).toEqual([one, two])
    for (const each of [one, one, three]) hub.remove(each)
    expect(hub.connections()).toEqual([two])
    expect(hub.connectionsOf('b')).toEqual([])
    expect(hub.connectionCount).toBe(1)
  })

  test('can be gone through while connections come and go', () => {
    const hub = hubOf()
    for (let count = 0; count < 5; count += 1) hub.add(connection('a'))
    for (const each of hub.connections()) {
      hub.remove(each)
      hub.add(connection('b'))
    }
    expect(hub.connectionsOf('a')).toEqual([])
    expect(hub.connectionsOf('b')).toHaveLength(5)
  })

  test('has one room a session, which vanishes with its last member', () => {
    const clock = new FakeClock()
    const hub = hubOf(clock)
    const feed = new FakeFeed('one').begin()
    const [first, second] = [new Listener(), new Listener()]
    hub.room(feed).join(first)
    hub.room(feed).join(second)
    expect([hub.roomCount, hub.membersOf('one'), feed.listeners]).toEqual([1, 2, 1])
    hub.room(feed).leave(first)
    hub.room(feed).leave(second)
    expect([hub.roomCount, hub.membersOf('one'), feed.listeners]).toEqual([0, 0, 0])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a room', () => {
  test('delivers to members that stay while others leave and come in the middle of it', () => {
    const clock = new FakeClock()
    const hub = hubOf(clock)
    const feed = new FakeFeed('one').begin()
    const room = hub.room(feed)
    const [leaver, leaving, staying, coming] = Array.from({ length: 4 }, () => new Listener())
    for (const member of [leaver, leaving, staying]) room.join(member as Listener)
    leaver!.then = () => {
      room.leave(leaving!)
      room.join(coming!)
    }
    const { seq } = feed.write('scout', 'a')
    expect(leaving!.seqs).toEqual([])
    expect(staying!.seqs).toEqual([seq])
    expect(coming!.seqs).toEqual([])
  })
})

describe('frames', () => {
  const batches = (): {
    clock: FakeClock
    feed: FakeFeed
    batcher: EventBatcher
    got: number[][]
  } => {
    const clock = new FakeClock()
    const got: number[][] = []
    const onBatch = ({ firstSeq, lastSeq }: FrameBatch): number => got.push([firstSeq, lastSeq])
    const batcher = new EventBatcher({ clock, everyMs: frameEveryMs, onBatch })
    const feed = new FakeFeed('one')
    feed.onPublished((event) => batcher.add(event))
    return { clock, feed, batcher, got }
  }

  test('the first event goes at once, then one frame each 8 ms while busy', () => {
    const { clock, feed, got } = batches()
    feed.begin()
    expect(got).toEqual([[1, 1]])
    clock.advance(frameEveryMs - 1)
    expect(got).toHaveLength(1)
    clock.advance(1)
    expect(got).toEqual([
      [1, 1],
      [2, 5]
    ])
    feed.write('scout', 'a')
    expect(got).toHaveLength(2)
    clock.advance(frameEveryMs)
    expect(got.at(-1)).toEqual([6, 6])
    clock.advance(frameEveryMs)
    expect(clock.pendingTimers).toBe(0)
    feed.write('scout', 'b')
    expect(got.at(-1)).toEqual([7, 7])
  })

  test('never join what does not follow: another epoch, a hole', () => {
    const { clock, feed, batcher, got } = batches()
    const [first, second, third] = [...feed.begin().events] as [
      AnyEnvelope,
      AnyEnvelope,
      AnyEnvelope
    ]
    clock.advance(2 * frameEveryMs)
    got.length = 0
    batcher.add(first)
    batcher.add(third)
    batcher.add({ ...second, epoch: 2, seq: 4 })
    clock.advance(frameEveryMs)
    expect(got).toEqual([
      [1, 1],
      [3, 3],
      [4, 4]
    ])
  })

  test('that wait go with flush; after dispose none goes', () => {
    const { clock, feed, batcher, got } = batches()
    feed.begin()
    batcher.flush()
    batcher.flush()
    expect(got).toEqual([
      [1, 1],
      [2, 5]
    ])
    feed.write('scout', 'a')
    batcher.dispose()
    feed.write('scout', 'b')
    clock.advance(frameEveryMs)
    expect(got).toHaveLength(2)
    expect(clock.pendingTimers).toBe(0)
  })
})
