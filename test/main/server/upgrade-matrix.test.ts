import { createServer, type Server } from 'node:http'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { streamSubprotocol, windowHeader } from '../../../preload/contract/channels'
import { systemClock } from '../../../main/kernel/clock'
import { listenOnLoopback } from '../../../main/server/loopback-http'
import { startStreamServer, type StreamServer } from '../../../main/server/stream-server'
import { FakeFeeds } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { rawExchange, statusOf, upgradeHead, type RawUpgrade } from '../../support/raw-upgrade'

const mine = 'window:1'
const other = 'window:2'
const rightsBetween = 50

const origins: Record<string, string[]> = {
  right: ['app://war-room'],
  absent: [],
  null: ['null'],
  file: ['file://'],
  web: ['https://evil.example'],
  'other app': ['app://evil'],
  suffix: ['app://war-room.evil'],
  localhost: ['http://localhost'],
  case: ['app://War-Room'],
  dot: ['app://war-room.'],
  slash: ['app://war-room/'],
  twice: ['app://war-room', 'app://war-room'],
  'right then evil': ['app://war-room', 'https://evil.example']
}

const hosts = (port: number): Record<string, string[]> => ({
  right: [`127.0.0.1:${port}`],
  evil: ['evil.example'],
  suffix: [`127.0.0.1.evil.example:${port}`],
  localhost: [`localhost:${port}`],
  six: [`[::1]:${port}`],
  'wrong port': [`127.0.0.1:${port === 65_535 ? 1 : port + 1}`],
  'no port': ['127.0.0.1'],
  twice: [`127.0.0.1:${port}`, `127.0.0.1:${port}`],
  'right then evil': [`127.0.0.1:${port}`, 'evil.example'],
  absent: []
})

/** What goes up as sub-protocols; a fresh ticket where one is wanted. */
const tokens = (server: StreamServer, lastLaunch: () => string): Record<string, () => string[]> => {
  const used = server.issueTicket(mine).ticket
  const offer = (ticket: string): string[] => [`${streamSubprotocol}, ticket.${ticket}`]
  return {
    right: () => offer(server.issueTicket(mine).ticket),
    none: () => [],
    'no ticket': () => [streamSubprotocol],
    wrong: () => offer(randomBytes(32).toString('base64url')),
    short: () => offer(server.issueTicket(mine).ticket.slice(0, 42)),
    "last launch's": () => offer(lastLaunch()),
    "another window's": () => offer(server.issueTicket(other).ticket),
    used: () => offer(used),
    'ticket only': () => [`ticket.${server.issueTicket(mine).ticket}`],
    'other order': () => [`ticket.${server.issueTicket(mine).ticket}, ${streamSubprotocol}`],
    'one more': () => [`${offer(server.issueTicket(mine).ticket)[0] ?? ''}, chat`],
    'other version': () => [`war-room.v2, ticket.${server.issueTicket(mine).ticket}`]
  }
}

const handshake = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  `${windowHeader}: ${mine}`
]

const exchange = async (port: number, upgrade: RawUpgrade): Promise<string> => {
  const { answer, socket } = await rawExchange(port, upgradeHead(port, '', upgrade))
  socket.destroy()
  return answer
}

interface Attempt extends RawUpgrade {
  name: string
}

const matrix = (port: number, offers: Record<string, () => string[]>): (() => Attempt)[] =>
  Object.entries(origins).flatMap(([origin, originLines]) =>
    Object.entries(hosts(port)).flatMap(([host, hostLines]) =>
      Object.entries(offers).map(([token, offer]) => () => ({
        name: `${origin} origin, ${host} host, ${token} token`,
        origins: originLines,
        hosts: hostLines,
        protocols: offer(),
        more: handshake
      }))
    )
  )

const rightName = 'right origin, right host, right token'

describe('the upgrade', () => {
  checkLeaks()
  let server: StreamServer
  let lastTicket = ''

  beforeAll(async () => {
    const options = { feeds: new FakeFeeds(), clock: systemClock, windowRequired: true }
    const lastLaunch = await startStreamServer(options)
    lastTicket = lastLaunch.issueTicket(mine).ticket
    await lastLaunch.close()
    server = await startStreamServer(options)
  })
  afterAll(() => server.close())

  test('lets in the one right triple and refuses every other before 101', async () => {
    const offers = tokens(server, () => lastTicket)
    const right = { protocols: offers['right'], more: handshake }
    const connects = async (): Promise<boolean> => {
      const protocols = right.protocols?.() ?? []
      const answer = await exchange(server.port, { protocols, more: handshake })
      return statusOf(answer) === 101 && answer.includes(`Protocol: ${streamSubprotocol}\r\n`)
    }
    // The ticket that the matrix then shows as used once already.
    await exchange(server.port, { protocols: offers['used']?.() ?? [], more: handshake })
    const wrong = matrix(server.port, offers).filter((attempt) => attempt().name !== rightName)
    expect(wrong.length).toBeGreaterThan(1_500)
    const letIn: string[] = []
    for (const [index, attempt] of wrong.entries()) {
      if (index % rightsBetween === 0) expect(await connects(), `before ${index}`).toBe(true)
      const { name, ...upgrade } = attempt()
      const answer = await exchange(server.port, upgrade)
      const body = answer.slice(answer.indexOf('\r\n\r\n') + 4)
      if (!(statusOf(answer) >= 400) || body !== '') letIn.push(`${name}: ${answer}`)
    }
    expect(letIn).toEqual([])
    expect(await connects()).toBe(true)
  })

  test('positive control: a server without the gate lets every one of them in', async () => {
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => false })
    const open: Server = createServer().on('upgrade', (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (accepted) => accepted.terminate())
    )
    const port = await listenOnLoopback(open)
    const attempts = matrix(
      port,
      tokens(server, () => lastTicket)
    ).map((attempt) => attempt())
    // A request without a Host is stopped by the HTTP parser already.
    const parsed = attempts.filter((attempt) => !attempt.name.includes('absent host'))
    const refused: string[] = []
    for (const { name, ...upgrade } of parsed) {
      if (statusOf(await exchange(port, upgrade)) !== 101) refused.push(name)
    }
    expect(refused).toEqual([])
    await new Promise((resolve) => open.close(resolve))
  })
})
