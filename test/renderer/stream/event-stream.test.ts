import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../../preload/contract/notices'
import type { SessionState } from '../../../preload/contract/session-state'
import { seededRandom } from '../../../main/kernel/random'
import type { StreamServer } from '../../../main/server/stream-server'
import { FakeFeeds, type FakeFeed } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { StreamWatcher } from '../../support/stream-watcher'
import { eventually, openPage, pageServer, type StreamPage } from '../../support/stream-page'

checkLeaks()
const window = 'window:1'
let feeds: FakeFeeds
let server: StreamServer
let page: StreamPage

beforeEach(async () => {
  feeds = new FakeFeeds()
  server = await pageServer(feeds)
  page = openPage(server, window)
})
afterEach(async () => {
  page.stream.close()
  await server.close()
  expect(page.clock.pendingTimers).toBe(0)
})

const caughtUp = (feed: FakeFeed): Promise<void> =>
  eventually(() => page.stream.stateOf(feed.session)?.seq === feed.state().seq)

/** Lets every timer of the page fall due that a lost connection waits for. */
const reconnect = async (): Promise<void> => {
  await page.reach('disconnected')
  page.clock.advance(1_000)
  await page.reach('connected')
}

describe('a followed session', () => {
  test('is known from its snapshot, then from each event', async () => {
    const feed = feeds.add('one', window).begin()
    const states: SessionState[] = []
    page.stream.subscribe('one', (state) => states.push(state))
    await page.reach('connected')
    await caughtUp(feed)
    feed.write('scout', 'Breadth is thin.')
    await caughtUp(feed)
    expect(page.stream.stateOf('one')).toEqual(feed.state())
    expect(states.at(-1)).toEqual(feed.state())
    expect(page.problems).toEqual([])
  })

  test('may be followed before, during and after the connect, and by many at once', async () => {
    const feed = feeds.add('one', window).begin()
    const seen: string[] = []
    page.stream.subscribe('one', () => seen.push('before'))
    await page.reach('connected')
    await caughtUp(feed)
    page.stream.subscribe('one', () => seen.push('after'))
    await eventually(() => seen.includes('after'))
    seen.length = 0
    feed.write('scout', 'a')
    await eventually(() => seen.length === 2)
    expect(seen).toEqual(['before', 'after'])
    expect(server.roomCount).toBe(1)
  })

  test('is left with its last follower, and nobody is told of it any more', async () => {
    const feed = feeds.add('one', window).begin()
    let told = 0
    const [leave, leaveToo] = [1, 2].map(() => page.stream.subscribe('one', () => (told += 1)))
    await page.reach('connected')
    await caughtUp(feed)
    leave!()
    leave!()
    feed.write('scout', 'a')
    await caughtUp(feed)
    leaveToo!()
    expect(page.stream.stateOf('one')).toBeNull()
    await eventually(() => server.roomCount === 0)
    const before = told
    feed.write('scout', 'b')
    expect(feed.listeners).toBe(0)
    page.stream.subscribe('one', () => (told += 1))
    await caughtUp(feed)
    expect(page.stream.stateOf('one')).toEqual(feed.state())
    expect(told).toBeGreaterThan(before)
  })

  test('of another window is refused with a code; it is not asked for again', async () => {
    feeds.add('theirs', 'window:2')
    const mine = feeds.add('mine', window).begin()
    const refusals: string[] = []
    page.stream.subscribe(
      'theirs',
      () => undefined,
      (error) => refusals.push(error.code)
    )
    page.stream.subscribe('mine', () => undefined)
    await caughtUp(mine)
    await eventually(() => refusals.length > 0)
    page.sockets.last.terminate()
    await reconnect()
    mine.write('scout', 'a')
    await caughtUp(mine)
    expect(refusals).toEqual(['session.forbidden'])
    expect(page.stream.stateOf('theirs')).toBeNull()
  })
})

describe('handlers', () => {
  test('of an event type get each new event once, and none that a snapshot has', async () => {
    const feed = feeds.add('one', window).begin()
    const texts: string[] = []
    const off = page.stream.on('role.delta', (event) => texts.push(event.data.text))
    page.stream.subscribe('one', () => undefined)
    feed.write('scout', 'early ')
    await page.reach('connected')
    await caughtUp(feed)
    feed.write('scout', 'late ')
    feed.write('bull', 'later ')
    await caughtUp(feed)
    off()
    feed.write('bull', 'unheard')
    await caughtUp(feed)
    expect(texts.join('')).toMatch(/^(early )?late later $/)
  })

  test('that throw do not hurt the others, nor the stream', async () => {
    const feed = feeds.add('one', window).begin()
    const seen: string[] = []
    const throwing = (): never => {
      throw new Error('broken view')
    }
    page.stream.on('problem', throwing)
    page.stream.subscribe('one', throwing)
    page.stream.on('role.delta', throwing)
    page.stream.on('role.delta', (event) => seen.push(event.data.text))
    await page.reach('connected')
    page.stream.subscribe('one', throwing)
    await caughtUp(feed)
    feed.write('scout', 'a')
    await caughtUp(feed)
    expect(seen).toEqual(['a'])
    expect(page.problems).toContain('a handler threw: broken view')
  })

  test('are a set: one registered twice is called once', async () => {
    const feed = feeds.add('one', window).begin()
    let calls = 0
    const count = (): void => void (calls += 1)
    page.stream.on('log.appended', count)
    page.stream.on('log.appended', count)
    page.stream.subscribe('one', () => undefined)
    await caughtUp(feed)
    feed.publish('log.appended', { level: 'info', message: 'x' })
    await caughtUp(feed)
    expect(calls).toBe(1)
  })
})

describe('a frame that cannot be read', () => {
  const inject = (text: string): void => void page.sockets.last.emit('message', text, false)

  const followed = async (): Promise<FakeFeed> => {
    const feed = feeds.add('one', window).begin()
    page.stream.subscribe('one', () => undefined)
    await caughtUp(feed)
    return feed
  }

  test.each(['', '{', '[]', '["e","one",1]', '{"t":"unknown"}', 'null', '["e","one",1,7,0,0,[1]]'])(
    'is logged and skipped, and what it may have held is asked for again: %s',
    async (text) => {
      const feed = await followed()
      inject(text)
      expect(page.problems).toHaveLength(1)
      feed.write('scout', 'goes on')
      await caughtUp(feed)
      expect(page.stream.stateOf('one')).toEqual(feed.state())
      expect(page.stream.status.state).toBe('connected')
    }
  )

  test('whose events make no sense is not half applied', async () => {
    const feed = await followed()
    const { seq } = feed.state()
    inject(JSON.stringify(['e', 'one', 1, seq + 1, 0, 0, [0, 'session.started', {}]]))
    expect(page.problems).toEqual(['a frame of one: broken'])
    feed.write('scout', 'goes on')
    await caughtUp(feed)
    expect(page.stream.stateOf('one')).toEqual(feed.state())
  })

  test('again and again ends in an error with a code, not in a storm', async () => {
    await followed()
    for (let count = 0; count < 20; count += 1) inject('{')
    expect(page.stream.status).toMatchObject({
      state: 'error',
      reason: { code: 'stream.protocol' }
    })
    expect(page.problems).toHaveLength(4)
    page.stream.retry()
    expect((await page.reach('connected')).reason).toBeNull()
  })

  test('for a hole before it: the missing events are fetched, none is lost or doubled', async () => {
    const feed = await followed()
    const texts: string[] = []
    page.stream.on('role.delta', (event) => texts.push(event.data.text))
    const lose = page.sockets.last.listeners('message')[0] as (...args: unknown[]) => void
    page.sockets.last.removeListener('message', lose)
    feed.write('scout', 'lost ')
    await new Promise((resolve) => page.sockets.last.once('message', resolve))
    page.sockets.last.on('message', lose)
    feed.write('scout', 'then ')
    feed.write('scout', 'these')
    await caughtUp(feed)
    expect(texts.join('')).toBe('lost then these')
    expect(page.stream.stateOf('one')).toEqual(feed.state())
    expect(page.problems).toEqual(['a frame of one: gap'])
  })
})

describe('what is told besides sessions', () => {
  const notice: Notice = {
    id: 'n1',
    level: 'warning',
    error: { code: 'storage.moved-aside', message: 'moved aside', retryable: false }
  }

  test('comes as notice and changed, a notice again on each new connection', async () => {
    const seen: string[] = []
    page.stream.on('notice', ({ id, error }) => seen.push(`${id} ${error.code}`))
    page.stream.on('changed', (what) => seen.push(what))
    server.notify(notice)
    await page.reach('connected')
    await eventually(() => seen.length === 1)
    server.broadcast({ t: 'changed', what: 'settings' })
    server.sendTo(window, { t: 'changed', what: 'sessions' })
    await eventually(() => seen.length === 3)
    page.sockets.last.terminate()
    await reconnect()
    await eventually(() => seen.length === 4)
    const again = 'n1 storage.moved-aside'
    expect(seen).toEqual([again, 'settings', 'sessions', again])
    expect(page.problems).toEqual([])
  })

  test('comes as a row of the board that this window runs', async () => {
    const seen: string[] = []
    page.stream.on('board', ({ done, total, row }) => seen.push(`${done}/${total} ${row.id}`))
    await page.reach('connected')
    const error = { code: 'evidence.not-text', message: 'not text', retryable: false } as const
    const row = { id: 'one', name: 'one.csv', figures: null, error }
    server.sendTo(window, { t: 'board', done: 1, total: 2, row })
    await eventually(() => seen.length === 1)
    expect(seen).toEqual(['1/2 one'])
    expect(page.problems).toEqual([])
  })

  test('comes as monitor while it is wanted, on each connection anew', async () => {
    feeds.add('one', window).begin()
    const seen: number[] = []
    page.stream.on('monitor', ({ sessions }) => seen.push(sessions.length))
    page.stream.monitor(true)
    await page.reach('connected')
    await eventually(() => seen.length > 0)
    page.sockets.last.terminate()
    await eventually(() => feeds.changeListeners === 0)
    await reconnect()
    await eventually(() => feeds.changeListeners === 1)
    feeds.add('two', window).begin()
    await eventually(() => seen.at(-1) === 2)
    page.stream.monitor(false)
    await eventually(() => feeds.changeListeners === 0)
    page.sockets.last.terminate()
    await reconnect()
    const { length } = seen
    const feed = feeds.add('three', window).begin()
    page.stream.subscribe('three', () => undefined)
    await caughtUp(feed)
    expect([seen.length, feeds.changeListeners]).toEqual([length, 0])
  })
})

describe('a lost socket', () => {
  const drops = 100
  const seed = 19_870_119

  test(`resumes at the cursor, ${drops} times while events flow (seed ${seed})`, async () => {
    const random = seededRandom(seed)
    const feed = feeds.add('one', window).begin()
    feed.beforeRead = () => new Promise((resolve) => setImmediate(resolve))
    const watcher = new StreamWatcher(page.stream, feed)
    page.stream.subscribe('one', () => undefined)
    await caughtUp(feed)
    watcher.begins()
    const write = (): void => {
      const role = random() < 0.5 ? 'scout' : 'bull'
      feed.write(role, ['thin ', '漲 ', '📈', '\n'][Math.floor(random() * 4)] ?? '')
      if (random() < 0.1) feed.publish('log.appended', { level: 'info', message: 'x' })
    }
    for (let drop = 0; drop < drops; drop += 1) {
      for (let turns = Math.floor(random() * 12); turns > 0; turns -= 1) {
        for (let count = Math.floor(random() * 3); count > 0; count -= 1) write()
        await new Promise((resolve) => setImmediate(resolve))
      }
      page.sockets.last.terminate()
      write()
      await reconnect()
    }
    write()
    await caughtUp(feed)
    for (const role of ['scout', 'bull']) {
      const seen = page.stream.stateOf('one')?.roles.find((each) => each.role === role)?.text ?? ''
      expect(Buffer.from(seen).equals(Buffer.from(feed.textOf(role)))).toBe(true)
    }
    expect(page.stream.stateOf('one')).toEqual(feed.state())
    expect(watcher.end()).toEqual([])
    expect(page.tickets()).toBe(drops + 1)
    expect(page.problems).toEqual([])
  })

  test('whose session went on in another epoch gets the whole state', async () => {
    const feed = feeds.add('one', window).begin()
    page.stream.subscribe('one', () => undefined)
    await caughtUp(feed)
    page.sockets.last.terminate()
    feed.reopen()
    feed.write('scout', 'after')
    await reconnect()
    await eventually(() => page.stream.stateOf('one')?.epoch === 2)
    expect(page.stream.stateOf('one')).toEqual(feed.state())
  })
})
