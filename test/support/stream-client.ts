import { WebSocket, type ClientOptions } from 'ws'
import {
  appOrigin,
  streamSubprotocol,
  ticketSubprotocolPrefix
} from '../../preload/contract/channels'
import type { AnyEnvelope, Cursor } from '../../preload/contract/events'
import {
  decodeServerFrame,
  encodeClientFrame,
  type ClientFrame,
  type ServerFrame
} from '../../preload/contract/wire'
import type { StreamServer } from '../../main/server/stream-server'

type Tag = ServerFrame['t']
/** The frame that may bear a tag; a snapshot's frame bears one of two. */
type FrameOf<T extends Tag, F = ServerFrame> = F extends { t: Tag }
  ? T extends F['t']
    ? F
    : never
  : never

/** A WebSocket as a page of the app opens it. */
export class AppWebSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[], more: ClientOptions = {}) {
    super(url, protocols, { ...more, origin: appOrigin })
  }
}

/** A plain client of the event socket: keeps every frame it gets. */
export class StreamClient {
  readonly socket: WebSocket
  readonly frames: ServerFrame[] = []
  readonly closed: Promise<number>
  readonly #waiting = new Set<() => void>()

  constructor(url: string, ticket: string) {
    this.socket = new AppWebSocket(url, [streamSubprotocol, `${ticketSubprotocolPrefix}${ticket}`])
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(decodeServerFrame(data.toString()))
      for (const look of [...this.#waiting]) look()
    })
    this.socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => this.socket.on('close', resolve))
  }

  /** Connects as a window does and waits for the greeting. */
  static async connect(
    server: StreamServer,
    principal: string,
    { query = '' }: { query?: string } = {}
  ): Promise<StreamClient> {
    const { url, ticket } = server.issueTicket(principal)
    const client = new StreamClient(`${url}${query}`, ticket)
    await client.until('hello')
    return client
  }

  send(frame: ClientFrame): void {
    this.socket.send(encodeClientFrame(frame))
  }

  subscribe(session: string, cursor: Cursor | null = null): void {
    this.send({ t: 'subscribe', session, cursor })
  }

  /** Everything sent before has been handled once the answer is here. */
  async settle(): Promise<void> {
    const id = this.frames.length + 1
    this.send({ t: 'ping', id })
    await this.when(() => this.frames.some((frame) => frame.t === 'pong' && frame.id === id))
  }

  async until<T extends Tag>(tag: T): Promise<FrameOf<T>> {
    await this.when(() => this.of(tag).length > 0)
    return this.of(tag)[0] as FrameOf<T>
  }

  of<T extends Tag>(tag: T): FrameOf<T>[] {
    return this.frames.filter((frame) => frame.t === tag) as FrameOf<T>[]
  }

  events(): AnyEnvelope[] {
    return this.of('events').flatMap((frame) => frame.events)
  }

  /** The numbers of all events that came, those that joined deltas stand for included. */
  seqs(): number[] {
    return this.of('events').flatMap(({ firstSeq, events }) => {
      const lastSeq = events.at(-1)?.seq ?? 0
      return Array.from({ length: lastSeq - firstSeq + 1 }, (_, index) => firstSeq + index)
    })
  }

  /** What came of a role's answer. */
  typed(role: string): string {
    return this.events()
      .map((event) => (event.type === 'role.delta' && event.data.role === role ? event.data : null))
      .map((delta) => (delta?.kind === 'answer' ? delta.text : ''))
      .join('')
  }

  /** Resolves as soon as `holds` does; it is looked at after each frame. */
  when(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.closed
  }
}
