import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeCodes } from '../../../preload/contract/close-codes'
import { ticketLifeMs } from '../../../preload/contract/limits'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeeds } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { rawExchange, statusOf, upgradeHead } from '../../support/raw-upgrade'
import { StreamClient } from '../../support/stream-client'

checkLeaks()
let server: StreamServer
let feeds: FakeFeeds
let clock: FakeClock

beforeEach(async () => {
  feeds = new FakeFeeds()
  clock = new FakeClock()
  server = await startStreamServer({ feeds, clock })
})
afterEach(async () => {
  await server.close()
  expect(clock.pendingTimers).toBe(0)
})

describe("another window's session", () => {
  test('is refused with a code, without effect, and its own window goes on', async () => {
    const feed = feeds.add('of-b', 'window:b').begin()
    const [a, b] = [
      await StreamClient.connect(server, 'window:a'),
      await StreamClient.connect(server, 'window:b')
    ]
    b.subscribe('of-b')
    await b.until('snapshot')
    const before = feed.state()
    for (const cursor of [null, { epoch: 1, seq: 1 }, { epoch: 9, seq: 9 }]) {
      a.subscribe('of-b', cursor)
    }
    await a.settle()
    expect(a.of('error').map((frame) => [frame.session, frame.error.code])).toEqual(
      Array.from({ length: 3 }, () => ['of-b', 'session.forbidden'])
    )
    expect(feed.listeners).toBe(1)
    expect(feed.state()).toBe(before)
    feed.write('scout', 'For B only.')
    await b.when(() => b.events().length === 1)
    await a.settle()
    expect(a.frames.every((frame) => ['hello', 'error', 'pong'].includes(frame.t))).toBe(true)
    await Promise.all([a.close(), b.close()])
  })

  test('cannot be told from one that does not exist', async () => {
    feeds.add('of-b', 'window:b')
    const client = await StreamClient.connect(server, 'window:a')
    client.subscribe('of-b')
    client.subscribe('none')
    await client.settle()
    const [forbidden, missing] = client.of('error')
    expect(missing).toEqual({ ...forbidden, session: 'none' })
    expect(feeds.asked).toEqual([])
    await client.close()
  })
})

describe('a window that is gone', () => {
  test('loses its connections, its tickets and its places at once; the others stay', async () => {
    const feed = feeds.add('one', 'window:a', 'window:b').begin()
    const [a, b] = [
      await StreamClient.connect(server, 'window:a'),
      await StreamClient.connect(server, 'window:b')
    ]
    for (const client of [a, b]) client.subscribe('one')
    await Promise.all([a.until('snapshot'), b.until('snapshot')])
    const { ticket } = server.issueTicket('window:a')
    server.dropPrincipal('window:a')
    expect(server.connectionCount).toBe(1)
    expect(await a.closed).toBe(closeCodes.goingAway)
    const { answer } = await rawExchange(server.port, upgradeHead(server.port, ticket))
    expect(statusOf(answer)).toBe(401)
    feed.write('scout', 'Still here.')
    await b.when(() => b.events().length === 1)
    await b.close()
  })
})

describe('a refusal', () => {
  test('is a status without a word; the owner of the ticket learns the reason', async () => {
    const refuse = async (wrong: Parameters<typeof upgradeHead>[2]): Promise<unknown> => {
      const { ticket } = server.issueTicket('window:a')
      const { answer } = await rawExchange(server.port, upgradeHead(server.port, ticket, wrong))
      expect(answer).toMatch(/^HTTP\/1.1 40\d [A-Za-z ]+\r\nConnection: close\r\nContent-Length: 0/)
      expect(answer.endsWith('\r\n\r\n')).toBe(true)
      expect(server.lastRefusal('window:b', ticket)).toBeNull()
      return server.lastRefusal('window:a', ticket)?.parameters
    }
    expect(await refuse({ origins: ['https://evil.example'] })).toEqual({ reason: 'origin' })
    expect(await refuse({ hosts: ['evil.example'] })).toEqual({ reason: 'host' })
    expect(await refuse({ target: '/ws' })).toEqual({ reason: 'path' })
  })

  test('of a late ticket alone is worth another try', async () => {
    const { ticket } = server.issueTicket('window:a')
    expect(server.lastRefusal('window:a', ticket)).toBeNull()
    clock.advance(ticketLifeMs)
    await rawExchange(server.port, upgradeHead(server.port, ticket))
    const expired = server.lastRefusal('window:a', ticket)
    expect(expired).toMatchObject({ code: 'stream.refused', retryable: true })
    const second = server.issueTicket('window:a').ticket
    await rawExchange(server.port, upgradeHead(server.port, second, { origins: [] }))
    expect(server.lastRefusal('window:a', second)).toMatchObject({ retryable: false })
  })

  test('is all that a plain request gets: 404 and nothing else', async () => {
    for (const target of ['/', '/api/v1/ws', '/health']) {
      const head = `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`
      const { answer } = await rawExchange(server.port, head)
      expect(statusOf(answer)).toBe(404)
      expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe('')
    }
  })
})

/** Local addresses of this process's listening TCP sockets, as the kernel tells them (Linux). */
const listeningAddresses = (): string[] => {
  const inodes = new Set(
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    })
  )
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/self/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && inodes.has(fields[9] ?? ''))
      .map((fields) => fields[1] ?? '')
  )
}

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port }, () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

describe('the server listens on 127.0.0.1 only', () => {
  test.runIf(process.platform === 'linux')('as the kernel lists it', () => {
    const port = server.port.toString(16).toUpperCase().padStart(4, '0')
    expect(listeningAddresses()).toContain(`0100007F:${port}`)
    expect(listeningAddresses().filter((address) => !address.startsWith('0100007F:'))).toEqual([])
  })

  test('and no other address of this machine reaches it', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => address.address !== '127.0.0.1' && address.scopeid !== 1)
      .filter((address) => !address.address.startsWith('fe80'))
      .map((address) => address.address)
    const tried = [...others, '::1', ...(process.platform === 'linux' ? ['127.0.0.2'] : [])]
    const reached = await Promise.all(tried.map((host) => connects(host, server.port)))
    expect(tried.filter((_host, index) => reached[index])).toEqual([])
    expect(await connects('127.0.0.1', server.port)).toBe(true)
  })
})
