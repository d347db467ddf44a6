import type { WebSocket } from 'ws'
import type { FeedSource } from '../../main/engine/feed'
import { startStreamServer, type StreamServer } from '../../main/server/stream-server'
import type { StreamLimits } from '../../main/server/stream-limits'
import { systemClock } from '../../main/kernel/clock'
import { createStream, type EventStream } from '../../renderer/src/stream/event-stream'
import type { StreamTicket } from '../../renderer/src/stream/stream-transport'
import type { StreamStatus } from '../../renderer/src/stream/stream-status'
import { FakeClock } from './fake-clock'
import { AppWebSocket } from './stream-client'

/** The sockets that a page opened, newest last, so that a test can cut them. */
export class SocketLog {
  readonly sockets: WebSocket[] = []
  readonly #base: typeof AppWebSocket

  constructor(base = AppWebSocket) {
    this.#base = base
  }

  get class(): typeof AppWebSocket {
    const { sockets } = this
    return class extends this.#base {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        sockets.push(this)
      }
    }
  }

  get last(): WebSocket {
    const last = this.sockets.at(-1)
    if (last === undefined) throw new Error('no socket yet')
    return last
  }
}

export interface StreamPage {
  stream: EventStream
  clock: FakeClock
  sockets: SocketLog
  statuses: StreamStatus[]
  problems: string[]
  /** Tickets asked for. */
  tickets: () => number
  /** Resolves once the newest status is in that state. */
  reach(state: StreamStatus['state']): Promise<StreamStatus>
}

/** A window's stream on its own hand-moved clock, connected to a real server. */
export const openPage = (
  server: Pick<StreamServer, 'issueTicket' | 'lastRefusal'>,
  principal: string,
  change: Partial<{ ticket: () => Promise<StreamTicket>; socketClass: typeof AppWebSocket }> = {}
): StreamPage => {
  const [clock, sockets] = [new FakeClock(), new SocketLog(change.socketClass)]
  let asked = 0
  const issue = change.ticket ?? (async () => server.issueTicket(principal))
  const stream = createStream({
    ticket: () => {
      asked += 1
      return issue()
    },
    lastRefusal: async (ticket) => server.lastRefusal(principal, ticket),
    WebSocketClass: sockets.class,
    clock
  })
  const statuses = [stream.status]
  const problems: string[] = []
  stream.onStatus((status) => statuses.push(status))
  stream.on('problem', (problem) => problems.push(problem))
  const reach = (state: StreamStatus['state']): Promise<StreamStatus> =>
    new Promise((resolve) => {
      if (stream.status.state === state) return resolve(stream.status)
      const end = stream.onStatus((status) => {
        if (status.state !== state) return
        end()
        resolve(status)
      })
    })
  return { stream, clock, sockets, statuses, problems, tickets: () => asked, reach }
}

/** A server for a page: no limit on how often a test may ask. */
export const pageServer = (
  feeds: FeedSource,
  limits: Partial<StreamLimits> = {}
): Promise<StreamServer> =>
  startStreamServer({
    feeds,
    clock: systemClock,
    limits: { inboundMessagesPerSecond: Number.POSITIVE_INFINITY, ...limits }
  })

/** Resolves as soon as `holds` does, looked at once a turn of the loop. */
export const eventually = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
