import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface SseServerOptions {
  /** Milliseconds before the headers go out, and then before the first token. */
  headersAfterMs?: number
  firstTokenAfterMs?: number
  tokenEveryMs?: number
  tokens?: number
}

/** A model server on loopback that streams tokens and watches its own sockets. */
export interface SseServer {
  url: string
  readonly openSockets: number
  readonly requests: number
  readonly tokensSent: number
  /** Resolves when no connection is open any more, with the time that was (performance.now()). */
  idle(): Promise<number>
  close(): Promise<void>
}

const streamTokens = (
  response: ServerResponse,
  { firstTokenAfterMs = 0, tokenEveryMs = 5, tokens = 1_000_000 }: SseServerOptions,
  onToken: () => void
): void => {
  let sent = 0
  let timer = setTimeout(function next() {
    if (response.destroyed) return
    onToken()
    sent += 1
    response.write(`data: {"token":"word ${sent} "}\n\n`)
    if (sent >= tokens) response.end('data: [DONE]\n\n')
    else timer = setTimeout(next, tokenEveryMs)
  }, firstTokenAfterMs)
  response.on('close', () => clearTimeout(timer))
}

export const startSseServer = async (options: SseServerOptions = {}): Promise<SseServer> => {
  const sockets = new Set<Socket>()
  const waiting = new Set<(atMs: number) => void>()
  let tokensSent = 0
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    const begin = (): void => {
      if (response.destroyed) return
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.flushHeaders()
      streamTokens(response, options, () => (tokensSent += 1))
    }
    if (options.headersAfterMs === undefined) return begin()
    const timer = setTimeout(begin, options.headersAfterMs)
    response.on('close', () => clearTimeout(timer))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size > 0) return
      for (const resolve of waiting) resolve(performance.now())
      waiting.clear()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1/stream`,
    get openSockets() {
      return sockets.size
    },
    get requests() {
      return requests
    },
    get tokensSent() {
      return tokensSent
    },
    idle: () =>
      sockets.size === 0
        ? Promise.resolve(performance.now())
        : new Promise((resolve) => waiting.add(resolve)),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
