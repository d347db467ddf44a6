import { errorCodes, type ErrorShape } from '../../../preload/contract/errors'
import {
  clientPingEveryMs,
  connectTimeoutMs,
  protocolVersion,
  reconnectAttempts
} from '../../../preload/contract/limits'
import {
  decodeServerFrame,
  encodeClientFrame,
  type ClientFrame,
  type ServerFrame
} from '../../../preload/contract/wire'
import { isFatalClose, reconnectDelayMs } from './reconnect-policy'
import type { StreamClock } from './stream-clock'
import type { StreamStatus } from './stream-status'
import { StreamTransport, type StreamTicket, type WebSocketConstructor } from './stream-transport'

export interface StreamConnectionOptions {
  ticket: () => Promise<StreamTicket>
  /** Why the upgrade with this ticket was refused; null when it was not. */
  lastRefusal: (ticket: string) => Promise<ErrorShape | null>
  WebSocketClass?: WebSocketConstructor | undefined
  clock: StreamClock
  onStatus: (status: StreamStatus) => void
  /** A new connection stands: subscriptions have to be made again. */
  onGreeted: () => void
  onFrame: (frame: ServerFrame) => void
  onUnreadable: (error: unknown) => void
}

type Timer = ReturnType<StreamClock['after']>

const failure = (code: ErrorShape['code'], message: string): ErrorShape => ({
  code,
  message,
  retryable: true
})

/** Keeps one connection: greets, beats, and gets a lost one back, up to five tries. */
export class StreamConnection {
  readonly #options: StreamConnectionOptions
  readonly #transport: StreamTransport
  readonly #timers = new Map<'greeting' | 'beat' | 'retry', Timer>()
  #status: StreamStatus = { state: 'disconnected', attempt: 0, reason: null }
  /** Counts connects, so that a late answer about an older one changes nothing. */
  #run = 0
  #pings = 0
  #unanswered = false
  #closed = false

  constructor(options: StreamConnectionOptions) {
    this.#options = options
    const { ticket, WebSocketClass } = options
    this.#transport = new StreamTransport({
      ticket,
      WebSocketClass,
      onText: (text) => this.#onText(text),
      onEnd: (end) => this.#onEnd(end)
    })
  }

  get status(): StreamStatus {
    return this.#status
  }

  connect(): void {
    if (this.#closed) return
    this.#run += 1
    this.#clearTimers()
    this.#become('connecting')
    this.#set('greeting', connectTimeoutMs, () => this.#transport.drop())
    this.#transport.connect()
  }

  /** Begins anew with all its tries, unless the connection stands or is being made. */
  retry(): void {
    const { state } = this.#status
    if (state === 'connected' || state === 'connecting') return
    this.#status = { ...this.#status, attempt: 0 }
    this.connect()
  }

  /** False when there is no connection: what has to be said is said again on the next one. */
  send(frame: ClientFrame): boolean {
    return this.#status.state === 'connected' && this.#transport.send(encodeClientFrame(frame))
  }

  /** Ends in `error`; only `retry` goes on from there. */
  fail(reason: ErrorShape): void {
    this.#clearTimers()
    this.#run += 1
    this.#become('error', { reason })
    this.#transport.drop()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#run += 1
    this.#clearTimers()
    this.#transport.drop()
    this.#become('disconnected', { attempt: 0 })
  }

  #onText(text: string): void {
    let frame: ServerFrame
    try {
      frame = decodeServerFrame(text)
    } catch (error) {
      return this.#options.onUnreadable(error)
    }
    if (frame.t === 'hello') return this.#onHello(frame.v)
    if (frame.t === 'pong') this.#unanswered = false
    else this.#options.onFrame(frame)
  }

  #onHello(version: number): void {
    if (version !== protocolVersion) {
      const message = `the event socket speaks version ${version}, not ${protocolVersion}`
      return this.fail(failure(errorCodes.streamProtocol, message))
    }
    this.#clearTimers()
    this.#become('connected', { attempt: 0 })
    // The server waits for a first frame; there may be no session yet to ask for.
    this.#unanswered = false
    this.#beat()
    this.#options.onGreeted()
  }

  #beat(): void {
    if (this.#unanswered) return this.#transport.drop()
    this.#unanswered = true
    this.#set('beat', clientPingEveryMs, () => this.#beat())
    this.send({ t: 'ping', id: (this.#pings += 1) })
  }

  #onEnd({ opened, code, ticket }: { opened: boolean; code: number; ticket: string | null }): void {
    this.#clearTimers()
    if (this.#closed || this.#status.state === 'error') return
    if (isFatalClose(code)) {
      return this.fail(failure(errorCodes.streamProtocol, `the event socket closed with ${code}`))
    }
    this.#tryLater()
    if (!opened && ticket !== null) void this.#askWhy(ticket, this.#run)
  }

  #tryLater(): void {
    const attempt = this.#status.attempt + 1
    if (attempt > reconnectAttempts) {
      const message = `no connection after ${reconnectAttempts} tries`
      const reason = failure(errorCodes.streamUnreachable, message)
      return this.#become('error', { reason })
    }
    this.#become('disconnected', { attempt })
    this.#set('retry', reconnectDelayMs(attempt), () => this.connect())
  }

  /** A page cannot tell a refusal from a dead server: main is asked, and a refusal ends it. */
  async #askWhy(ticket: string, run: number): Promise<void> {
    const refusal = await this.#options.lastRefusal(ticket).catch(() => null)
    if (refusal === null || refusal.retryable || run !== this.#run) return
    this.fail(refusal)
  }

  #become(state: StreamStatus['state'], change: Partial<StreamStatus> = {}): void {
    this.#status = { attempt: this.#status.attempt, reason: null, ...change, state }
    this.#options.onStatus(this.#status)
  }

  #set(name: 'greeting' | 'beat' | 'retry', delayMs: number, action: () => void): void {
    this.#timers.set(name, this.#options.clock.after(delayMs, action))
  }

  #clearTimers(): void {
    for (const timer of this.#timers.values()) timer.dispose()
    this.#timers.clear()
  }
}
