import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** How long a request's head may take, and how large it may be. */
const headersTimeoutMs = 3_000
const checkEveryMs = 1_000
const maximumHeaderBytes = 8 * 1024
const maximumSockets = 64

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

/** The answer to everything that is not served; it tells nothing of what could be. */
export const answerNotFound: RequestHandler = (_request, response) => {
  response.writeHead(404, { 'Content-Length': 0, Connection: 'close' }).end()
}

/** An HTTP server that hands upgrades on and, unless it is told otherwise, serves nothing else. */
export const loopbackHttp = (
  onUpgrade: UpgradeHandler,
  onRequest: RequestHandler = answerNotFound
): Server => {
  const options = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: headersTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
    maxHeaderSize: maximumHeaderBytes
  }
  const server = createServer(options, onRequest)
  server.maxConnections = maximumSockets
  return server.on('upgrade', onUpgrade)
}

/** Listens on 127.0.0.1 and a port that the system chooses. */
export const listenOnLoopback = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })
