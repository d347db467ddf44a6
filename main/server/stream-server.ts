import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { streamPath, streamSubprotocol } from '../../preload/contract/channels'
import { closeCodes } from '../../preload/contract/close-codes'
import type { ErrorShape } from '../../preload/contract/errors'
import { maximumNotices } from '../../preload/contract/limits'
import type { Notice } from '../../preload/contract/notices'
import type { ControlFrame } from '../../preload/contract/wire'
import type { FeedSource, Principal } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import { Connection } from './connection'
import { Hub } from './hub'
import { listenOnLoopback, loopbackHttp, type RequestHandler } from './loopback-http'
import { NoticeBoard } from './notice-board'
import { refusalShape, refusalStatus } from './refusals'
import { refuseUpgrade } from './refuse-upgrade'
import { StreamMeter } from './stream-meter'
import { defaultStreamLimits, type StreamLimits } from './stream-limits'
import { TicketStore } from './ticket-store'
import { checkUpgrade, type GateVerdict } from './upgrade-gate'

export interface StreamServerOptions {
  feeds: FeedSource
  clock: Clock
  /** The shell marks every upgrade with its window (`windowHeader`); one without is refused. */
  windowRequired?: boolean
  /** Answers requests that are no upgrade; without it they all get 404. */
  http?: RequestHandler
  limits?: Partial<StreamLimits>
}

export interface StreamServer {
  readonly port: number
  readonly connectionCount: number
  /** Sessions that somebody follows. */
  readonly roomCount: number
  readonly meter: StreamMeter
  /** How many connections follow a session. */
  followers(session: string): number
  /** Sends a control frame to every connection, ahead of its data. */
  broadcast(frame: ControlFrame): void
  /** Sends a control frame to the connections of one window. */
  sendTo(principal: Principal, frame: ControlFrame): void
  /** Sends a control frame to whoever follows a session. */
  sendToRoom(session: string, frame: ControlFrame): void
  /** Tells every connection, and each later one after its greeting, until the program ends. */
  notify(notice: Notice): void
  issueTicket(principal: Principal): { url: string; ticket: string }
  /** Why the upgrade with this ticket was refused; null when it was not, or is not theirs to ask. */
  lastRefusal(principal: Principal, ticket: string): ErrorShape | null
  /** A window is gone: its tickets are void, its connections end. */
  dropPrincipal(principal: Principal): void
  /** Ends every connection and frees the port. Idempotent. */
  close(): Promise<void>
}

const closed = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => void socket.once('close', () => resolve()))

class LoopbackStreamServer implements StreamServer {
  readonly #options: StreamServerOptions
  readonly #limits: StreamLimits
  readonly #tickets: TicketStore
  readonly #hub: Hub<Connection>
  readonly #sockets: WebSocketServer
  readonly #http: Server
  readonly #open = new Set<WebSocket>()
  readonly #notices = new NoticeBoard(maximumNotices)
  readonly meter = new StreamMeter()
  #closing: Promise<void> | null = null
  port = 0

  constructor(options: StreamServerOptions) {
    this.#options = options
    this.#limits = { ...defaultStreamLimits, ...options.limits }
    const { feeds, clock } = options
    const { frameEveryMs, monitorEveryMs, maximumInboundBytes, closingLimitMs } = this.#limits
    this.#tickets = new TicketStore(clock)
    this.#hub = new Hub<Connection>({ feeds, clock, frameEveryMs, monitorEveryMs })
    const sockets = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: maximumInboundBytes,
      closeTimeout: closingLimitMs,
      handleProtocols: () => streamSubprotocol
    }
    this.#sockets = new WebSocketServer(sockets)
    this.#http = loopbackHttp(this.#onUpgrade.bind(this), options.http)
  }

  get connectionCount(): number {
    return this.#hub.connectionCount
  }

  get roomCount(): number {
    return this.#hub.roomCount
  }

  async listen(): Promise<this> {
    this.port = await listenOnLoopback(this.#http)
    return this
  }

  issueTicket(principal: Principal): { url: string; ticket: string } {
    const url = `ws://127.0.0.1:${this.port}${streamPath}`
    return { url, ticket: this.#tickets.issue(principal) }
  }

  lastRefusal(principal: Principal, ticket: string): ErrorShape | null {
    const reason = this.#tickets.lastRefusal(principal, ticket)
    return reason === null ? null : refusalShape(reason)
  }

  followers(session: string): number {
    return this.#hub.membersOf(session)
  }

  broadcast(frame: ControlFrame): void {
    this.#hub.broadcast(frame)
  }

  sendTo(principal: Principal, frame: ControlFrame): void {
    this.#hub.sendTo(principal, frame)
  }

  sendToRoom(session: string, frame: ControlFrame): void {
    this.#hub.sendToRoom(session, frame)
  }

  notify(notice: Notice): void {
    this.#notices.add(notice)
    this.broadcast({ t: 'notice', notice })
  }

  dropPrincipal(principal: Principal): void {
    this.#tickets.drop(principal)
    for (const connection of this.#hub.connectionsOf(principal)) {
      connection.close(closeCodes.goingAway)
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    const freed = new Promise<void>((resolve) => this.#http.close(() => resolve()))
    for (const connection of this.#hub.connections()) connection.close(closeCodes.goingAway)
    // ws destroys a socket whose closing handshake takes longer than the limit.
    await Promise.all([...this.#open].map(closed))
    this.#http.closeAllConnections()
    await freed
    this.#tickets.dispose()
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const verdict = this.#check(request)
    if (!verdict.ok) {
      if (verdict.ticket !== null) this.#tickets.noteRefusal(verdict.ticket, verdict.reason)
      return refuseUpgrade(socket, refusalStatus[verdict.reason])
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#accept(opened, verdict))
  }

  #check(request: IncomingMessage): GateVerdict {
    const { method = '', url = '', rawHeaders } = request
    const { windowRequired = false } = this.#options
    const redeem = this.#tickets.redeem.bind(this.#tickets)
    const context = { port: this.port, redeem, windowRequired }
    if (this.#closing !== null) return { ok: false, reason: 'closing', ticket: null }
    return checkUpgrade({ method, url, rawHeaders }, context)
  }

  #accept(socket: WebSocket, { principal, includeHistory }: GateVerdict & { ok: true }): void {
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
    if (this.#hub.connectionCount >= this.#limits.maximumConnections) {
      socket.on('error', () => undefined)
      return socket.close(closeCodes.tooManyConnections)
    }
    const { feeds, clock } = this.#options
    new Connection({
      socket,
      principal,
      includeHistory,
      feeds,
      hub: this.#hub,
      clock,
      limits: this.#limits,
      meter: this.meter,
      notices: () => this.#notices.all()
    }).open()
  }
}

/** Starts the event socket's server on 127.0.0.1 and a port that the system chooses. */
export const startStreamServer = (options: StreamServerOptions): Promise<StreamServer> =>
  new LoopbackStreamServer(options).listen()
