import type { RawData, WebSocket } from 'ws'
import { closeCodes, type CloseCode } from '../../preload/contract/close-codes'
import { errorCodes } from '../../preload/contract/errors'
import type { Cursor } from '../../preload/contract/events'
import { protocolVersion } from '../../preload/contract/limits'
import type { Notice } from '../../preload/contract/notices'
import { encodeControl, type ClientFrame, type ControlFrame } from '../../preload/contract/wire'
import type { FeedSource, Principal } from '../engine/feed'
import { assertNever } from '../kernel/assert-never'
import type { Clock } from '../kernel/clock'
import { DisposableStore } from '../kernel/disposables'
import { randomId } from '../kernel/ids'
import { Heartbeat } from './heartbeat'
import type { Hub, HubConnection } from './hub'
import { readClientFrame } from './inbound-frame'
import { InboundLimit } from './inbound-limit'
import { Outbox } from './outbox'
import { closeCodeOf } from './socket-close-code'
import type { StreamMeter } from './stream-meter'
import type { StreamLimits } from './stream-limits'
import { Subscription } from './subscription'

export interface ConnectionOptions {
  socket: WebSocket
  principal: Principal
  includeHistory: boolean
  feeds: FeedSource
  hub: Hub<Connection>
  clock: Clock
  limits: StreamLimits
  meter: StreamMeter
  /** What a new connection is told after the greeting. */
  notices: () => readonly Notice[]
}

const connectionIdLength = 10

/** One open socket of one window: reads its frames and keeps its subscriptions. */
export class Connection implements HubConnection {
  readonly id = randomId(connectionIdLength)
  readonly principal: Principal
  readonly #options: ConnectionOptions
  readonly #outbox: Outbox
  readonly #inbound: InboundLimit
  readonly #heartbeat: Heartbeat
  readonly #timers = new DisposableStore()
  readonly #subscriptions = new Map<string, Subscription>()
  #greeted = false
  #closed = false

  constructor(options: ConnectionOptions) {
    const { socket, clock, limits, meter } = options
    this.#options = options
    this.principal = options.principal
    this.#outbox = new Outbox({
      socket,
      meter,
      limitBytes: limits.outboxLimitBytes,
      highWaterBytes: limits.socketHighWaterBytes,
      onOverflow: () => this.close(closeCodes.slowReader)
    })
    this.#inbound = new InboundLimit(clock, limits.inboundMessagesPerSecond)
    this.#heartbeat = this.#timers.add(
      new Heartbeat({
        clock,
        everyMs: limits.serverPingEveryMs,
        missedUntilGone: limits.missedPongsUntilGone,
        ping: () => this.#ping(),
        onGone: () => this.close(closeCodes.noPong)
      })
    )
    this.#listen()
  }

  /** Greets the client, which must send its first frame in time. */
  open(): void {
    const { clock, limits, hub, meter, notices } = this.#options
    meter.countOpened()
    hub.add(this)
    this.#timers.add(
      clock.after(limits.helloTimeoutMs, () => {
        if (!this.#greeted) this.close(closeCodes.helloTimeout)
      })
    )
    this.#send({ t: 'hello', v: protocolVersion, connection: this.id })
    for (const notice of notices()) this.#send({ t: 'notice', notice })
  }

  push(text: string): void {
    if (!this.#closed) this.#outbox.pushControl(text)
  }

  /** Leaves every room at once; the closing handshake follows. Idempotent. */
  close(code: CloseCode): void {
    if (this.#closed) return
    this.#end(code)
    this.#options.socket.close(code)
  }

  /** `code` is the first that ended it. */
  #end(code: number): void {
    if (this.#closed) return
    this.#closed = true
    this.#timers.dispose()
    for (const subscription of this.#subscriptions.values()) subscription.dispose()
    this.#subscriptions.clear()
    this.#outbox.clear()
    this.#options.hub.remove(this)
    this.#options.meter.countClosed(code)
  }

  #listen(): void {
    const { socket } = this.#options
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary))
    socket.on('ping', () => this.#count())
    socket.on('pong', () => {
      this.#heartbeat.answered()
      this.#count()
    })
    // A protocol error: ws closes with the code that the standard has for it.
    socket.on('error', (error) => this.#end(closeCodeOf(error)))
    socket.on('close', (code) => this.#end(code))
  }

  /** Every frame of the client counts; false when it was one too many. */
  #count(): boolean {
    if (this.#closed) return false
    if (this.#inbound.allow()) return true
    this.close(closeCodes.tooManyMessages)
    return false
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (!this.#count()) return
    const frame = readClientFrame(data, isBinary)
    if (frame === null) return this.close(closeCodes.badMessage)
    this.#greeted = true
    try {
      this.#handle(frame)
    } catch {
      this.close(closeCodes.internal)
    }
  }

  #handle(frame: ClientFrame): void {
    switch (frame.t) {
      case 'subscribe':
        return this.#subscribe(frame.session, frame.cursor)
      case 'unsubscribe':
        return this.#unsubscribe(frame.session)
      case 'monitor':
        return this.#options.hub.monitor(this, frame.on)
      case 'ping':
        return this.#send({ t: 'pong', id: frame.id })
      default:
        return assertNever(frame)
    }
  }

  #subscribe(session: string, cursor: Cursor | null): void {
    const { feeds, hub, limits, meter, includeHistory } = this.#options
    this.#unsubscribe(session)
    const feed = feeds.mayRead(this.principal, session) ? feeds.feed(session) : null
    // One answer for both, so that nobody learns which sessions exist.
    if (feed === null) return this.#forbid(session)
    const subscription = new Subscription({
      feed,
      room: hub.room(feed),
      outbox: this.#outbox,
      meter,
      holdLimitBytes: limits.outboxLimitBytes,
      onBroken: () => this.close(closeCodes.internal)
    })
    this.#subscriptions.set(session, subscription)
    void subscription.start(cursor, includeHistory)
  }

  #unsubscribe(session: string): void {
    this.#subscriptions.get(session)?.dispose()
    this.#subscriptions.delete(session)
  }

  #forbid(session: string): void {
    const message = 'this window may not read that session'
    const error = { code: errorCodes.sessionForbidden, message, retryable: false }
    this.#send({ t: 'error', session, error })
  }

  #send(frame: ControlFrame): void {
    this.push(encodeControl(frame))
  }

  #ping(): void {
    const { socket, meter } = this.#options
    if (socket.readyState !== socket.OPEN) return meter.countError('closed')
    socket.ping(undefined, undefined, (error) => {
      if (error) meter.countError('error')
    })
  }
}
