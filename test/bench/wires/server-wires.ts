import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Server as SocketIoServer } from 'socket.io'
import { WebSocketServer } from 'ws'
import type { AnyEnvelope } from '../../../preload/contract/events'
import type { SessionFeed } from '../../../main/engine/feed'
import { SessionLog } from '../../../main/engine/session-log'
import { systemClock } from '../../../main/kernel/clock'
import { startStreamServer } from '../../../main/server/stream-server'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { BenchFeed, benchRoles, benchStarted, openFeeds } from '../../support/bench-feed'
import { snapshotEveryMs, tokenMessage, type WireAddress, type WireKind } from './wire-kind'

const host = '127.0.0.1'
const seatsOfAServer = 8

/** The server's end of a wire. */
export interface ServerWire {
  address: WireAddress
  write(session: number, role: string, text: string): void
  close(): Promise<void>
}

interface TypedSession {
  feed: SessionFeed
  firstSeq: number
  write(role: string, text: string): void
}

const typedSession = (id: string): TypedSession => {
  const feed = new BenchFeed(id)
  return { feed, firstSeq: feed.firstSeq, write: (role, text) => feed.write(role, text) }
}

/** A session of the real engine: numbered by a journal, reduced twice, published in order. */
const engineSession = async (id: string): Promise<TypedSession> => {
  const fail = (error: unknown): never => {
    throw error
  }
  const journal = new MemoryJournal()
  const log = new SessionLog(id, { journal, clock: systemClock, onBroken: fail })
  const lengths = new Map<string, number>()
  await log.emit('session.started', benchStarted)
  const own = {
    attempt: 1,
    stage: 'debate',
    analyst: 'model',
    provider: null,
    model: null
  } as const
  for (const role of benchRoles) await log.emit('role.started', { role, label: role, ...own })
  const write = (role: string, text: string): void => {
    const offset = lengths.get(role) ?? 0
    lengths.set(role, offset + text.length)
    void log.emit('role.delta', { role, attempt: 1, offset, kind: 'answer', text })
  }
  return { feed: log, firstSeq: log.state().seq, write }
}

const startOurs = async (kind: WireKind, sessions: TypedSession[]): Promise<ServerWire> => {
  const feeds = openFeeds(sessions.map(({ feed }) => feed))
  const server = await startStreamServer({ feeds, clock: systemClock })
  const seats = Array.from({ length: seatsOfAServer }, (_, seat) =>
    server.issueTicket(`window:${seat}`)
  )
  return {
    address: { kind, port: server.port, sessions: sessionsOf(sessions), seats },
    write: (session, role, text) => sessions[session]?.write(role, text),
    close: () => server.close()
  }
}

const sessionsOf = (sessions: TypedSession[]): WireAddress['sessions'] =>
  sessions.map(({ feed, firstSeq }) => ({ id: feed.session, firstSeq }))

/** What a library's server has to be able to do; the rest is the same for all. */
interface Transport {
  port: number
  send(event: AnyEnvelope): void
  close(): Promise<void>
}

const portOf = (server: { address(): AddressInfo | string | null }): number =>
  (server.address() as AddressInfo).port

const startWs = async (): Promise<Transport> => {
  const server = new WebSocketServer({ host, port: 0, perMessageDeflate: false })
  await new Promise((listening) => server.once('listening', listening))
  return {
    port: portOf(server),
    send: (event) => {
      const text = JSON.stringify(tokenMessage(event))
      for (const client of server.clients) client.send(text)
    },
    close: async () => {
      for (const client of server.clients) client.terminate()
      await new Promise((closed) => server.close(closed))
    }
  }
}

const startSocketIo = async (): Promise<Transport> => {
  const http = createHttpServer()
  const server = new SocketIoServer(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false
  })
  await new Promise<void>((listening) => http.listen(0, host, listening))
  return {
    port: portOf(http),
    send: (event) => void server.emit('e', tokenMessage(event)),
    close: () => server.close()
  }
}

const startTcp = async (): Promise<Transport> => {
  const clients = new Set<Socket>()
  const server: Server = createServer({ noDelay: true }, (socket) => {
    clients.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => clients.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(0, host, listening))
  return {
    port: portOf(server),
    send: (event) => {
      const line = `${JSON.stringify(tokenMessage(event))}\n`
      for (const client of clients) client.write(line)
    },
    close: async () => {
      for (const client of clients) client.destroy()
      await new Promise((closed) => server.close(closed))
    }
  }
}

/** The text of a role so far, sent whole when it grew: no numbers, no offsets are needed. */
const startSnapshots = async (): Promise<Transport> => {
  const server = new WebSocketServer({ host, port: 0, perMessageDeflate: false })
  await new Promise((listening) => server.once('listening', listening))
  const texts = new Map<string, string>()
  const grown = new Set<string>()
  let seq = 0
  const timer = setInterval(() => {
    for (const role of grown) {
      const message = JSON.stringify(['s', 'session', 1, seq, role, texts.get(role)])
      for (const client of server.clients) client.send(message)
    }
    grown.clear()
  }, snapshotEveryMs)
  return {
    port: portOf(server),
    send: (event) => {
      if (event.type !== 'role.delta') return
      const { role, text } = event.data
      seq = event.seq
      texts.set(role, (texts.get(role) ?? '') + text)
      grown.add(role)
    },
    close: async () => {
      clearInterval(timer)
      for (const client of server.clients) client.terminate()
      await new Promise((closed) => server.close(closed))
    }
  }
}

const transports = {
  ws: startWs,
  'socket.io': startSocketIo,
  tcp: startTcp,
  snapshots: startSnapshots
}

const startPlain = async (
  kind: keyof typeof transports,
  sessions: TypedSession[]
): Promise<ServerWire> => {
  const transport = await transports[kind]()
  for (const { feed } of sessions) feed.onPublished((event) => transport.send(event))
  return {
    address: { kind, port: transport.port, sessions: sessionsOf(sessions), seats: [] },
    write: (session, role, text) => sessions[session]?.write(role, text),
    close: () => transport.close()
  }
}

/** Opens a wire for as many sessions, each with six roles. */
export const openServerWire = async (kind: WireKind, sessions: number): Promise<ServerWire> => {
  const ids = Array.from({ length: sessions }, (_, index) => `benchsession${index}`)
  if (kind === 'engine') return startOurs(kind, await Promise.all(ids.map(engineSession)))
  const typed = ids.map(typedSession)
  return kind === 'ours' ? startOurs(kind, typed) : startPlain(kind, typed)
}
