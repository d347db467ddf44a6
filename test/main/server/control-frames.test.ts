import { describe, expect, test } from 'vitest'
import { frameEveryMs, monitorEveryMs } from '../../../preload/contract/limits'
import { encodeControl, type MonitorFrame } from '../../../preload/contract/wire'
import { Hub, type HubConnection } from '../../../main/server/hub'
import type { RoomMember } from '../../../main/server/room'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeed, FakeFeeds, roleCompletedData } from '../../support/fake-feed'

interface Told extends HubConnection {
  readonly texts: string[]
}

const connection = (principal: string): Told => {
  const texts: string[] = []
  return { principal, texts, push: (text) => void texts.push(text), close: () => undefined }
}

const hubOf = (clock = new FakeClock(), feeds = new FakeFeeds()): Hub<Told> =>
  new Hub<Told>({ feeds, clock, frameEveryMs, monitorEveryMs })

class Listener implements RoomMember {
  readonly texts: string[] = []
  then: () => void = () => undefined

  deliver(): void {}

  push(text: string): void {
    this.texts.push(text)
    this.then()
  }
}

describe('a control frame', () => {
  const changed = { t: 'changed', what: 'sessions' } as const

  test('goes to one, to a window, to a room, or to all, and to nobody else', () => {
    const hub = hubOf()
    const [one, two, three] = [connection('a'), connection('a'), connection('b')]
    for (const each of [one, two, three]) hub.add(each)
    const [inside, outside] = [new Listener(), new Listener()]
    hub.room(new FakeFeed('one').begin()).join(inside)
    hub.room(new FakeFeed('two').begin()).join(outside)
    const told = (): number[] => [one, two, three, inside, outside].map(({ texts }) => texts.length)
    hub.send(two, changed)
    expect(told()).toEqual([0, 1, 0, 0, 0])
    hub.sendTo('a', changed)
    expect(told()).toEqual([1, 2, 0, 0, 0])
    hub.sendToRoom('one', changed)
    hub.sendToRoom('none', changed)
    expect(told()).toEqual([1, 2, 0, 1, 0])
    hub.broadcast(changed)
    expect(told()).toEqual([2, 3, 1, 1, 0])
    expect(one.texts).toEqual([encodeControl(changed), encodeControl(changed)])
  })

  test('never goes to a connection that is gone, also when it goes in the middle of it', () => {
    const hub = hubOf()
    const last = connection('b')
    const first: Told = { ...connection('a'), push: () => hub.remove(last) }
    for (const each of [first, last]) hub.add(each)
    hub.broadcast(changed)
    hub.send(last, changed)
    expect(last.texts).toEqual([])
    hub.remove(first)
    hub.broadcast(changed)
    expect(hub.connectionCount).toBe(0)
  })

  test('to a room passes over who leaves in the middle of it', () => {
    const hub = hubOf()
    const room = hub.room(new FakeFeed('one').begin())
    const [leaver, leaving] = [new Listener(), new Listener()]
    leaver.then = () => room.leave(leaving)
    for (const member of [leaver, leaving]) room.join(member)
    hub.sendToRoom('one', changed)
    expect([leaver.texts.length, leaving.texts.length]).toEqual([1, 0])
  })
})

describe('the monitoring room', () => {
  const shown = ({ texts }: Told): MonitorFrame => JSON.parse(texts.at(-1) ?? '') as MonitorFrame

  const setUp = () => {
    const [clock, feeds] = [new FakeClock(), new FakeFeeds()]
    const feed = feeds.add('one', 'a').begin()
    return { clock, feeds, feed, hub: hubOf(clock, feeds) }
  }

  test('shows counts and states at once, never a word of text', () => {
    const { hub, feed, feeds } = setUp()
    feed.write('scout', 'secret')
    feed.publish('role.completed', roleCompletedData('quant'))
    feeds.add('two', 'b')
    const monitor = connection('a')
    hub.add(monitor)
    hub.room(feed).join(new Listener())
    hub.monitor(monitor, true)
    expect(shown(monitor)).toEqual({
      t: 'monitor',
      connections: 1,
      sessions: [
        {
          session: 'one',
          status: 'running',
          startedWallTime: 1_700_000_000_003,
          stages: { ended: 0, total: 1 },
          roles: { running: 2, ended: 1, total: 3 },
          followers: 1
        },
        {
          session: 'two',
          status: 'queued',
          startedWallTime: null,
          stages: { ended: 0, total: 0 },
          roles: { running: 0, ended: 0, total: 0 },
          followers: 0
        }
      ]
    })
    expect(monitor.texts.join()).not.toContain('secret')
  })

  test('tells the first change at once and those after it together, each 250 ms', () => {
    const { hub, feed, clock } = setUp()
    const monitor = connection('a')
    hub.add(monitor)
    hub.monitor(monitor, true)
    expect(monitor.texts).toHaveLength(1)
    feed.publish('role.completed', roleCompletedData('quant'))
    expect(shown(monitor).sessions[0]?.roles.ended).toBe(1)
    for (const role of ['scout', 'bull']) {
      feed.publish('role.completed', roleCompletedData(role))
    }
    clock.advance(monitorEveryMs - 1)
    expect(monitor.texts).toHaveLength(2)
    clock.advance(1)
    expect(monitor.texts).toHaveLength(3)
    expect(shown(monitor).sessions[0]?.roles.ended).toBe(3)
    clock.advance(10 * monitorEveryMs)
    expect([monitor.texts.length, clock.pendingTimers]).toEqual([3, 0])
    feed.publish('session.completed', { reason: 'done' })
    expect(shown(monitor).sessions[0]?.status).toBe('completed')
  })

  test('tells of connections and followers, and not again what it told', () => {
    const { hub, feed, feeds, clock } = setUp()
    const [monitor, other] = [connection('a'), connection('b')]
    hub.add(monitor)
    hub.monitor(monitor, true)
    hub.add(other)
    expect(shown(monitor).connections).toBe(2)
    const listener = new Listener()
    hub.room(feed).join(listener)
    clock.advance(monitorEveryMs)
    expect(shown(monitor).sessions[0]?.followers).toBe(1)
    hub.room(feed).leave(listener)
    hub.remove(other)
    clock.advance(monitorEveryMs)
    expect(shown(monitor)).toMatchObject({ connections: 1, sessions: [{ followers: 0 }] })
    const { length } = monitor.texts
    for (let time = 0; time < 5; time += 1) {
      feeds.change()
      clock.advance(monitorEveryMs)
    }
    expect(monitor.texts).toHaveLength(length)
  })

  test('shows a late comer the same as the others, whatever came between', () => {
    const { hub, feed, clock } = setUp()
    const [early, late] = [connection('a'), connection('b')]
    for (const each of [early, late]) hub.add(each)
    hub.monitor(early, true)
    feed.publish('session.paused', { by: 'a', reason: '' })
    feed.publish('session.resumed', { by: 'a', reason: '' })
    hub.monitor(late, true)
    feed.publish('session.paused', { by: 'a', reason: '' })
    clock.advance(monitorEveryMs)
    expect(shown(late)).toEqual(shown(early))
    expect(shown(late).sessions[0]?.status).toBe('paused')
  })

  test('computes nothing and listens to nothing while nobody is in it', () => {
    const { hub, feed, feeds, clock } = setUp()
    const monitor = connection('a')
    hub.add(monitor)
    feed.publish('session.paused', { by: 'a', reason: '' })
    expect([feeds.looks, feeds.changeListeners]).toEqual([0, 0])
    hub.monitor(monitor, true)
    hub.monitor(monitor, true)
    expect([hub.monitorCount, feeds.changeListeners]).toEqual([1, 1])
    feed.publish('session.resumed', { by: 'a', reason: '' })
    hub.remove(monitor)
    const { looks } = feeds
    clock.advance(monitorEveryMs)
    feeds.change()
    expect([hub.monitorCount, feeds.changeListeners, feeds.looks]).toEqual([0, 0, looks])
    expect(clock.pendingTimers).toBe(0)
  })
})
