import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface PriceAnswer {
  status?: number
  headers?: Record<string, string | string[]>
  /** Sent as JSON, text and bytes as they are. */
  body?: unknown
  /** Ends the connection after that many bytes of the body. */
  cutAfter?: number
  /** Sends that much of the body, and the rest never. */
  stallAfter?: number
}

/** What a request is answered with; null leaves it waiting. */
export type AnswerPrices = (
  path: string,
  address: URL,
  request: IncomingMessage
) => PriceAnswer | null

export interface PriceServer {
  url: string
  /** `/host/path` of each request so far, without its query. */
  readonly paths: readonly string[]
  /** The whole addresses of the requests so far. */
  readonly addresses: readonly URL[]
  readonly openSockets: number
  /** Resolves when a request has come whose path contains this. */
  asked(part: string): Promise<void>
  /** Resolves when so many requests have come since the server was started. */
  count(requests: number): Promise<void>
  /** Resolves when no socket is open. */
  quiet(): Promise<void>
  /** Sends a request for any host to this server, the host in front of its path. */
  reroute(address: URL): URL
  close(): Promise<void>
}

const bytesOf = (body: unknown): Buffer =>
  body instanceof Uint8Array
    ? Buffer.from(body)
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''))

const send = (answer: PriceAnswer, response: ServerResponse): void => {
  const { status = 200, headers = {}, body, cutAfter, stallAfter } = answer
  const bytes = bytesOf(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.byteLength })
  if (stallAfter !== undefined) return void response.write(bytes.subarray(0, stallAfter))
  if (cutAfter === undefined) return void response.end(bytes)
  response.write(bytes.subarray(0, cutAfter), () => response.destroy())
}

/** A source of prices on loopback that answers as it is told and watches its sockets. */
export const startPriceServer = async (answer: AnswerPrices): Promise<PriceServer> => {
  const sockets = new Set<Socket>()
  const addresses: URL[] = []
  const waiting = new Set<() => void>()
  const stir = (): void => waiting.forEach((look) => look())
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://prices')
    addresses.push(address)
    const told = answer(decodeURIComponent(address.pathname), address, request)
    if (told !== null) send(told, response)
    stir()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      stir()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const paths = (): string[] => addresses.map(({ pathname }) => decodeURIComponent(pathname))
  return {
    url,
    get paths() {
      return paths()
    },
    addresses,
    get openSockets() {
      return sockets.size
    },
    asked: (part) => until(() => paths().some((path) => path.includes(part))),
    count: (requests) => until(() => addresses.length >= requests),
    quiet: () => until(() => sockets.size === 0),
    reroute: ({ host, pathname, search }) => new URL(`${url}/${host}${pathname}${search}`),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
  }
}
