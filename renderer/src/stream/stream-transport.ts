import ReconnectingWebSocket from 'partysocket/ws'
import { streamSubprotocol, ticketSubprotocolPrefix } from '../../../preload/contract/channels'

export interface StreamTicket {
  url: string
  ticket: string
}

/** A WebSocket class: the page's own unless a test brings another. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => object

export interface TransportOptions {
  ticket: () => Promise<StreamTicket>
  WebSocketClass?: WebSocketConstructor | undefined
  onText: (text: string) => void
  /** Once for each `connect`. `ticket` is the one that was shown, null when there was none. */
  onEnd: (end: { opened: boolean; code: number; ticket: string | null }) => void
}

interface Attempt {
  opened: boolean
  ticket: string | null
}

/** Longer than the stream's own limit, which counts from the ticket to the greeting. */
const connectionTimeoutMs = 60_000
const lost = 1_000

/**
 * One connection at a time, each with a fresh ticket. When to try again is not decided here: the
 * socket's own delays follow its uptime, ours follow the greeting and a clock that tests move.
 */
export class StreamTransport {
  readonly #options: TransportOptions
  readonly #socket: ReconnectingWebSocket
  #attempt: Attempt | null = null
  #next: Promise<StreamTicket> | null = null

  constructor(options: TransportOptions) {
    this.#options = options
    this.#socket = new ReconnectingWebSocket(
      async () => (await this.#freshTicket()).url,
      () => this.#protocols(),
      {
        ...(options.WebSocketClass === undefined ? {} : { WebSocket: options.WebSocketClass }),
        startClosed: true,
        maxEnqueuedMessages: 0,
        maxRetries: 0,
        shouldReconnectOnClose: () => false,
        connectionTimeout: connectionTimeoutMs
      }
    )
    this.#listen()
  }

  connect(): void {
    this.#attempt = { opened: false, ticket: null }
    this.#socket.reconnect()
  }

  /** False when there is no open socket; nothing is ever kept for later. */
  send(text: string): boolean {
    return this.#attempt?.opened === true && this.#socket.send(text)
  }

  /** Ends the current connection or attempt. */
  drop(): void {
    if (this.#attempt === null) return
    this.#socket.close()
    this.#end(lost)
  }

  #listen(): void {
    this.#socket.onopen = () => {
      if (this.#attempt !== null) this.#attempt.opened = true
    }
    this.#socket.onmessage = (event: MessageEvent<unknown>) => {
      if (this.#attempt !== null) this.#options.onText(String(event.data))
    }
    this.#socket.onclose = (event) => this.#end(event.code)
    this.#socket.onerror = () => this.#end(lost)
  }

  /** The socket asks for the address first, then for the protocols: one ticket serves both. */
  #freshTicket(): Promise<StreamTicket> {
    this.#next = this.#options.ticket()
    return this.#next
  }

  async #protocols(): Promise<string[]> {
    const { ticket } = await (this.#next ?? this.#freshTicket())
    if (this.#attempt !== null) this.#attempt.ticket = ticket
    return [streamSubprotocol, `${ticketSubprotocolPrefix}${ticket}`]
  }

  #end(code: number): void {
    const attempt = this.#attempt
    if (attempt === null) return
    this.#attempt = null
    this.#options.onEnd({ ...attempt, code })
  }
}
