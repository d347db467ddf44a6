import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { onAbort } from './abort'
import { deferred } from './deferred'
import { bodyOf } from './response-body'

const httpPort = 80
const httpsPort = 443
/** Some send more cookies than the platform's 16 KB of headers have room for. */
const maxHeaderSize = 64 * 1024
const bodyless: ReadonlySet<number> = new Set([204, 205, 304])

const headersOf = (init: RequestInit): Record<string, string> =>
  Object.fromEntries(new Headers(init.headers))

const responseOf = (
  message: IncomingMessage,
  limits: { signal: AbortSignal | null; maximumBytes: number }
): Response => {
  const { statusCode = 0, statusMessage = '', headers } = message
  const known = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [value ?? []].flat()) known.append(name, each)
  }
  const empty = bodyless.has(statusCode)
  if (empty) message.resume()
  return new Response(empty ? null : bodyOf(message, limits), {
    status: statusCode,
    statusText: statusMessage,
    headers: known
  })
}

/**
 * The connections of one call to a provider of answers or prices. The platform's own fetch keeps sockets for later, and
 * opens a new one when a request is called off; here a socket is destroyed in the tick of the abort,
 * none is kept, and it can be waited for.
 */
export class Upstream {
  readonly #open = new Set<Promise<void>>()
  readonly #maximumBytes: number
  #connected = false

  /** `maximumBytes`: of one answer's body; beyond them reading it fails. */
  constructor({ maximumBytes = Infinity }: { maximumBytes?: number } = {}) {
    this.#maximumBytes = maximumBytes
  }

  /** Whether a server was reached at all. */
  get connected(): boolean {
    return this.#connected
  }

  /**
   * As the platform's `fetch`, for an address and a text body, without redirects and without
   * compression.
   */
  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    if (input instanceof Request || (init.body ?? '') !== String(init.body ?? '')) {
      throw new TypeError('only an address and a text body can be sent')
    }
    return this.#send(new URL(input), init)
  }

  /** Resolves once every socket of this call is closed. */
  async closed(): Promise<void> {
    await Promise.all(this.#open)
  }

  #send(address: URL, { method = 'GET', body, ...init }: RequestInit): Promise<Response> {
    const { promise, resolve, reject } = deferred<Response>()
    const signal = init.signal ?? null
    const send = address.protocol === 'https:' ? requestHttps : requestHttp
    const headers = headersOf(init)
    const createConnection = (): Socket => this.#connect(address)
    const call = send(address, { method, headers, maxHeaderSize, createConnection })
    call.on('error', (cause) => {
      // As the platform's own fetch says it, which the SDK looks for.
      reject(signal?.aborted ? (signal.reason as Error) : new TypeError('fetch failed', { cause }))
    })
    call.on('response', (message) => {
      message.on('error', () => undefined)
      try {
        resolve(responseOf(message, { signal, maximumBytes: this.#maximumBytes }))
      } catch (error) {
        // A status that is none: thrown here it would end the program.
        reject(new TypeError('fetch failed', { cause: error }))
        call.destroy()
      }
    })
    if (signal !== null) {
      const stopping = onAbort(signal, () => void call.destroy(signal.reason as Error))
      call.on('close', () => stopping.dispose())
    }
    call.end(typeof body === 'string' ? body : undefined)
    return promise
  }

  /** Held from its making on: a request called off at once lets go of its socket unseen. */
  #connect(address: URL): Socket {
    const host = address.hostname.replace(/^\[|\]$/g, '')
    const secure = address.protocol === 'https:'
    const port = Number(address.port) || (secure ? httpsPort : httpPort)
    const named = isIP(host) === 0 ? { servername: host } : {}
    const socket = secure
      ? connectTls({ host, port, ALPNProtocols: ['http/1.1'], ...named })
      : connectTcp({ host, port })
    const { promise, resolve } = deferred<void>()
    this.#open.add(promise)
    socket.once(secure ? 'secureConnect' : 'connect', () => (this.#connected = true))
    socket.once('close', () => {
      this.#open.delete(promise)
      resolve()
    })
    return socket
  }
}
