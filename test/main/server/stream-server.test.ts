import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeCodes } from '../../../preload/contract/close-codes'
import { maximumConnections, maximumNotices } from '../../../preload/contract/limits'
import type { Notice } from '../../../preload/contract/notices'
import { systemClock } from '../../../main/kernel/clock'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeFeeds, roleCompletedData } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { closeCodeFrom, rawFrame } from '../../support/raw-frames'
import { rawExchange, statusOf, upgradeHead } from '../../support/raw-upgrade'
import { StreamClient } from '../../support/stream-client'
import { eventually } from '../../support/stream-page'

checkLeaks()
let server: StreamServer
let feeds: FakeFeeds

beforeEach(async () => {
  feeds = new FakeFeeds()
  server = await startStreamServer({ feeds, clock: systemClock })
})
afterEach(() => server.close())

const connect = (principal = 'window:a'): Promise<StreamClient> =>
  StreamClient.connect(server, principal)

const notice = (id: string, level: Notice['level'] = 'warning'): Notice => ({
  id,
  level,
  error: { code: 'storage.moved-aside', message: 'moved aside', retryable: false }
})
const noticesOf = (client: StreamClient): string[] =>
  client.of('notice').map((frame) => frame.notice.id)

describe('a notice', () => {
  test('goes to every open connection, and to each later one after its greeting', async () => {
    const early = await connect()
    server.notify(notice('one'))
    await early.until('notice')
    const late = await connect('window:b')
    await late.settle()
    expect(late.frames.map((frame) => frame.t)).toEqual(['hello', 'notice', 'pong'])
    expect(late.of('notice')[0]?.notice).toEqual(notice('one'))
    await Promise.all([early.close(), late.close()])
  })

  test('is kept once by its id, the latest of it, and only the newest twenty are', async () => {
    for (let count = 0; count < maximumNotices + 5; count += 1) server.notify(notice(`n${count}`))
    server.notify(notice('n10', 'error'))
    const client = await connect()
    await client.settle()
    const kept = Array.from({ length: maximumNotices }, (_, index) => `n${index + 5}`)
    expect(noticesOf(client)).toEqual([...kept.filter((id) => id !== 'n10'), 'n10'])
    expect(client.of('notice').at(-1)?.notice.level).toBe('error')
    await client.close()
  })
})

describe('a control frame of the server', () => {
  test('goes to all, to one window, or to who follows a session', async () => {
    const feed = feeds.add('one', 'window:a', 'window:b').begin()
    const [a, too, b] = [await connect(), await connect(), await connect('window:b')]
    for (const client of [a, b]) client.subscribe('one')
    await Promise.all([a.until('snapshot'), b.until('snapshot')])
    expect([server.followers('one'), server.followers('none')]).toEqual([2, 0])
    server.broadcast({ t: 'changed', what: 'settings' })
    server.sendTo('window:a', { t: 'changed', what: 'sessions' })
    server.sendToRoom('one', { t: 'pong', id: 77 })
    await Promise.all([a, too, b].map((client) => client.settle()))
    const got = (client: StreamClient): unknown[] =>
      client.frames.flatMap((frame) => {
        if (frame.t === 'pong') return frame.id === 77 ? ['room'] : []
        return frame.t === 'changed' ? [frame.what] : []
      })
    expect([got(a), got(too), got(b)]).toEqual([
      ['settings', 'sessions', 'room'],
      ['settings', 'sessions'],
      ['settings', 'room']
    ])
    expect(feed.listeners).toBe(1)
    await Promise.all([a, too, b].map((client) => client.close()))
    await eventually(() => server.followers('one') === 0)
  })

  test('overtakes the data that waits for a client which is slow to read', async () => {
    const feed = feeds.add('long', 'window:a').begin()
    const cursor = { epoch: 1, seq: feed.state().seq }
    const events = 15_000
    const message = 'x'.repeat(1_600)
    const update = { stage: 'reconnaissance', lane: 'scout', progress: null, message, data: {} }
    for (let count = 0; count < events; count += 1) feed.publish('stage.updated', update)
    const client = await connect()
    client.subscribe('long', cursor)
    await client.until('events')
    client.socket.pause()
    // A replay is sent a frame a turn; as soon as a turn sends nothing more the reader holds it up.
    for (let before = -1; server.meter.sent !== before;) {
      before = server.meter.sent
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    server.broadcast({ t: 'changed', what: 'sessions' })
    client.socket.resume()
    const { seq } = feed.state()
    await client.when(() => client.events().at(-1)?.seq === seq && client.of('changed').length > 0)
    const ahead = client.frames.findIndex((frame) => frame.t === 'changed')
    // The kernel and the socket hold a few megabytes that nothing can overtake.
    expect(ahead).toBeLessThan(client.frames.length - 5)
    expect(client.seqs()).toEqual(Array.from({ length: events }, (_, index) => 6 + index))
    expect(server.meter.outboxHighWaterBytes).toBeGreaterThan(1_000_000)
    await client.close()
  })
})

describe('who monitors', () => {
  test('is told over the wire at once and on a change, until told otherwise', async () => {
    const feed = feeds.add('one', 'window:b').begin()
    const client = await connect()
    client.send({ t: 'monitor', on: true })
    const first = await client.until('monitor')
    expect(first).toMatchObject({ connections: 1, sessions: [{ session: 'one', followers: 0 }] })
    feed.publish('role.completed', roleCompletedData('quant'))
    await client.when(() => client.of('monitor').at(-1)?.sessions[0]?.roles.ended === 1)
    expect(server.roomCount).toBe(0)
    client.send({ t: 'monitor', on: false })
    await client.settle()
    expect(feeds.changeListeners).toBe(0)
    await client.close()
  })

  test('leaves the room with its connection, however that ends', async () => {
    const client = await connect()
    client.send({ t: 'monitor', on: true })
    await client.until('monitor')
    client.socket.terminate()
    await eventually(() => feeds.changeListeners === 0)
    expect(server.connectionCount).toBe(0)
  })
})

describe('the meter', () => {
  const closed = (): Record<string, number> => Object.fromEntries(server.meter.closed)

  test('counts connections as they open and close, by the code, each once', async () => {
    const told: number[] = []
    server.meter.onClosed.on((code) => told.push(code))
    const [normal, bad, cut, gone] = [
      await connect(),
      await connect(),
      await connect(),
      await connect('window:b')
    ]
    await normal.close()
    bad.socket.send('nonsense')
    await bad.closed
    cut.socket.terminate()
    await eventually(() => told.length === 3)
    server.dropPrincipal('window:b')
    await gone.closed
    const { normal: _normal, badMessage, goingAway } = closeCodes
    expect(told).toEqual([1005, badMessage, 1006, goingAway])
    expect(closed()).toEqual({ 1001: 1, 1005: 1, 1006: 1, 4002: 1 })
    expect(server.meter.opened).toBe(4)
  })

  test.each([
    ['bad UTF-8', { opcode: 1, payload: Buffer.from([0xc0]) }, closeCodes.invalidText],
    ['an unknown opcode', { opcode: 5 }, closeCodes.protocolError],
    ['a claim of 2^40 bytes', { opcode: 1, claimedLength: 2n ** 40n }, closeCodes.tooLarge]
  ])('knows the code of a connection that sent %s', async (_what, frame, code) => {
    const { ticket } = server.issueTicket('window:a')
    const { socket } = await rawExchange(server.port, upgradeHead(server.port, ticket))
    const answer = closeCodeFrom(socket)
    socket.write(rawFrame(frame))
    expect(await answer).toBe(code)
    await eventually(() => server.meter.closed.size > 0)
    expect(closed()).toEqual({ [code]: 1 })
  })

  test('does not take a refusal for a connection', async () => {
    const { answer } = await rawExchange(server.port, upgradeHead(server.port, 'x'.repeat(43)))
    expect(statusOf(answer)).toBe(401)
    const clients = []
    for (let count = 0; count < maximumConnections; count += 1) clients.push(await connect())
    const { url, ticket } = server.issueTicket('window:a')
    const late = new StreamClient(url, ticket)
    expect(await late.closed).toBe(closeCodes.tooManyConnections)
    expect([server.meter.opened, server.meter.closed.size]).toEqual([maximumConnections, 0])
    await Promise.all(clients.map((client) => client.close()))
  })

  test('tells of each replay how many events it had, joined or not', async () => {
    const feed = feeds.add('one', 'window:a').begin()
    const replays: number[] = []
    server.meter.onReplay.on((events) => replays.push(events))
    for (let count = 0; count < 20; count += 1) feed.write('scout', 'x ')
    const client = await connect()
    client.subscribe('one', { epoch: 1, seq: 5 })
    await client.when(() => client.seqs().length === 20)
    client.subscribe('one')
    await client.settle()
    expect(replays).toEqual([20])
    expect(client.events()).toHaveLength(1)
    await client.close()
  })
})
