import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { streamSubprotocol } from '../../../preload/contract/channels'
import { closeCodes } from '../../../preload/contract/close-codes'
import * as limits from '../../../preload/contract/limits'
import type { StreamServer } from '../../../main/server/stream-server'
import { reconnectDelayMs } from '../../../renderer/src/stream/reconnect-policy'
import { FakeFeeds } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { eventually, openPage, pageServer, type StreamPage } from '../../support/stream-page'

checkLeaks()
const pages: StreamPage[] = []
const open = (...given: Parameters<typeof openPage>): StreamPage => {
  const page = openPage(...given)
  pages.push(page)
  return page
}

afterEach(() => {
  for (const page of pages.splice(0)) {
    page.stream.close()
    expect(page.clock.pendingTimers).toBe(0)
  }
})

const shown = (page: StreamPage): string[] =>
  page.statuses.map(({ state, attempt }) => `${state} ${attempt}`)

describe('the connection', () => {
  let server: StreamServer
  beforeEach(async () => {
    server = await pageServer(new FakeFeeds())
  })
  afterEach(() => server.close())

  test('goes from connecting to connected, each time with a fresh ticket', async () => {
    const page = open(server, 'window:1')
    await page.reach('connected')
    page.sockets.last.terminate()
    await page.reach('disconnected')
    page.clock.advance(limits.reconnectBaseMs)
    await page.reach('connected')
    expect(shown(page)).toEqual([
      'connecting 0',
      'connected 0',
      'disconnected 1',
      'connecting 1',
      'connected 0'
    ])
    expect(page.tickets()).toBe(2)
    expect(server.connectionCount).toBe(1)
  })

  test('stays when there is nothing to follow: its first ping is its first frame', async () => {
    const page = open(server, 'window:1')
    await page.reach('connected')
    await new Promise((resolve) => page.sockets.last.once('message', resolve))
    expect(page.stream.status.state).toBe('connected')
  })

  test('that is refused stops at once and says why', async () => {
    const page = open(server, 'window:1', {
      ticket: async () => {
        const { url, ticket } = server.issueTicket('window:1')
        return { url: url.replace('/ws', '/wrong'), ticket }
      }
    })
    const { reason } = await page.reach('error')
    expect(reason).toMatchObject({ code: 'stream.refused', parameters: { reason: 'path' } })
    expect(page.tickets()).toBe(1)
    page.clock.advance(3_600_000)
    expect(page.tickets()).toBe(1)
    expect(page.clock.pendingTimers).toBe(0)
  })

  test('that came with too old a ticket tries again with a new one', async () => {
    const spent = server.issueTicket('window:1')
    const first = open(server, 'window:1', { ticket: async () => spent })
    await first.reach('connected')
    let asked = 0
    const late = { code: 'stream.refused', message: 'too old', retryable: true } as const
    const page = open(
      {
        issueTicket: () => (asked++ === 0 ? spent : server.issueTicket('window:1')),
        lastRefusal: () => late
      },
      'window:1'
    )
    await page.reach('disconnected')
    page.clock.advance(limits.reconnectBaseMs)
    await page.reach('connected')
    expect(asked).toBe(2)
  })

  test('ends for good with close, also in the middle of a connect', async () => {
    const page = open(server, 'window:1')
    page.stream.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(page.sockets.sockets.every((socket) => socket.readyState !== socket.OPEN)).toBe(true)
    const other = open(server, 'window:1')
    await other.reach('connected')
    other.stream.close()
    await eventually(() => server.connectionCount === 0)
    other.stream.retry()
    other.stream.connect()
    expect(other.stream.status).toMatchObject({ state: 'disconnected', attempt: 0 })
  })
})

describe('a server that cannot be reached', () => {
  test('is tried five times with growing delays, then it is an error until retry', async () => {
    expect([1, 2, 3, 4, 5, 6].map(reconnectDelayMs)).toEqual([
      1_000, 2_000, 4_000, 8_000, 10_000, 10_000
    ])
    const feeds = new FakeFeeds()
    const gone = await pageServer(feeds)
    await gone.close()
    let server = gone
    const page = open(
      {
        issueTicket: (principal) => server.issueTicket(principal),
        lastRefusal: (principal, ticket) => server.lastRefusal(principal, ticket)
      },
      'window:1'
    )
    for (let attempt = 1; attempt <= limits.reconnectAttempts; attempt += 1) {
      await eventually(() => page.stream.status.state === 'disconnected')
      expect(page.stream.status.attempt).toBe(attempt)
      page.clock.advance(reconnectDelayMs(attempt) - 1)
      expect(page.tickets()).toBe(attempt)
      page.clock.advance(1)
    }
    const { reason } = await page.reach('error')
    expect(reason).toMatchObject({ code: 'stream.unreachable', retryable: true })
    expect(page.clock.pendingTimers).toBe(0)
    expect(page.tickets()).toBe(1 + limits.reconnectAttempts)

    server = await pageServer(feeds)
    page.stream.retry()
    expect(await page.reach('connected')).toMatchObject({ attempt: 0, reason: null })
    page.stream.close()
    await server.close()
  })

  test('nor main: a ticket that is not given is one try', async () => {
    const page = open(
      { issueTicket: () => ({ url: '', ticket: '' }), lastRefusal: () => null },
      'w',
      {
        ticket: () => Promise.reject(new Error('no answer'))
      }
    )
    for (let attempt = 1; attempt <= limits.reconnectAttempts; attempt += 1) {
      await eventually(() => page.stream.status.state === 'disconnected')
      page.clock.advance(reconnectDelayMs(attempt))
    }
    expect((await page.reach('error')).reason).toMatchObject({ code: 'stream.unreachable' })
    expect(page.tickets()).toBe(1 + limits.reconnectAttempts)
  })

  test('nor an answer: a ticket that never comes is one try after its time', async () => {
    const page = open(
      { issueTicket: () => ({ url: '', ticket: '' }), lastRefusal: () => null },
      'w',
      {
        ticket: () => new Promise(() => undefined)
      }
    )
    page.clock.advance(limits.connectTimeoutMs - 1)
    expect(page.stream.status.state).toBe('connecting')
    page.clock.advance(1)
    expect(page.stream.status).toMatchObject({ state: 'disconnected', attempt: 1 })
  })
})

describe('a server that', () => {
  let server: WebSocketServer
  let onConnection: (socket: WebSocket) => void
  let messages: string[]

  beforeEach(async () => {
    messages = []
    onConnection = () => undefined
    server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      handleProtocols: () => streamSubprotocol
    })
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => messages.push(data.toString()))
      onConnection(socket)
    })
    await new Promise((resolve) => server.once('listening', resolve))
  })
  afterEach(async () => {
    for (const socket of server.clients) socket.terminate()
    await new Promise((resolve) => server.close(resolve))
  })

  const page = (): StreamPage => {
    const { port } = server.address() as { port: number }
    const url = `ws://127.0.0.1:${port}/`
    return open({ issueTicket: () => ({ url, ticket: 't' }), lastRefusal: () => null }, 'w')
  }
  const hello = (v = limits.protocolVersion): string =>
    JSON.stringify({ t: 'hello', v, connection: 'c' })

  test('never greets is left after its time', async () => {
    const one = page()
    await eventually(() => server.clients.size === 1)
    await eventually(() => one.sockets.last.readyState === 1)
    one.clock.advance(limits.connectTimeoutMs)
    expect(one.stream.status).toMatchObject({ state: 'disconnected', attempt: 1 })
    await eventually(() => server.clients.size === 0)
  })

  test.each([
    closeCodes.badMessage,
    closeCodes.protocolError,
    closeCodes.tooLarge,
    closeCodes.tooManyMessages
  ])('closes with %i did not understand the client: no other try', async (code) => {
    onConnection = (socket) => {
      socket.send(hello())
      socket.close(code)
    }
    const one = page()
    expect((await one.reach('error')).reason).toMatchObject({ code: 'stream.protocol' })
    expect(one.tickets()).toBe(1)
    expect(one.clock.pendingTimers).toBe(0)
  })

  test.each([closeCodes.goingAway, closeCodes.internal, closeCodes.slowReader, closeCodes.noPong])(
    'closes with %i is tried again',
    async (code) => {
      onConnection = (socket) => {
        socket.send(hello())
        socket.close(code)
      }
      const one = page()
      await eventually(() => one.statuses.some((status) => status.state === 'disconnected'))
      expect(one.stream.status.attempt).toBe(1)
    }
  )

  test('lets everyone in and greets nobody is not tried for ever', async () => {
    onConnection = (socket) => socket.close(closeCodes.tooManyConnections)
    const one = page()
    for (let attempt = 1; attempt <= limits.reconnectAttempts; attempt += 1) {
      await eventually(() => one.stream.status.state === 'disconnected')
      one.clock.advance(reconnectDelayMs(attempt))
    }
    expect((await one.reach('error')).reason).toMatchObject({ code: 'stream.unreachable' })
    expect(one.tickets()).toBe(1 + limits.reconnectAttempts)
  })

  test('speaks another version is an error', async () => {
    onConnection = (socket) => socket.send(hello(2))
    expect((await page().reach('error')).reason).toMatchObject({ code: 'stream.protocol' })
  })

  test('does not answer a ping until the next is lost; one that does is kept', async () => {
    let answering = true
    onConnection = (socket) => {
      socket.send(hello())
      socket.on('message', (data: Buffer) => {
        const { id } = JSON.parse(data.toString()) as { id: number }
        if (answering) socket.send(JSON.stringify({ t: 'pong', id }))
      })
    }
    const one = page()
    await one.reach('connected')
    const answered = (): Promise<unknown> =>
      new Promise((resolve) => one.sockets.last.once('message', resolve))
    await answered()
    for (let beat = 0; beat < 3; beat += 1) {
      one.clock.advance(limits.clientPingEveryMs)
      await answered()
    }
    expect(messages.every((message) => message.includes('"t":"ping"'))).toBe(true)
    expect(messages).toHaveLength(4)
    answering = false
    one.clock.advance(limits.clientPingEveryMs)
    expect(one.stream.status.state).toBe('connected')
    one.clock.advance(limits.clientPingEveryMs)
    expect(one.stream.status).toMatchObject({ state: 'disconnected', attempt: 1 })
  })
})
