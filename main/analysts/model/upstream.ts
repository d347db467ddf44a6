import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Readable } from 'node:stream'
import { onAbort } from '../../kernel/abort'
import { deferred } from '../../kernel/deferred'

const bodyless: ReadonlySet<number> = new Set([204, 205, 304])

const headersOf = (init: RequestInit): Record<string, string> =>
  Object.fromEntries(new Headers(init.headers))

const responseOf = (message: IncomingMessage): Response => {
  const { statusCode = 0, statusMessage = '', headers } = message
  const known = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [value ?? []].flat()) known.append(name, each)
  }
  const empty = bodyless.has(statusCode)
  if (empty) message.resume()
  const body = empty ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>)
  return new Response(body, { status: statusCode, statusText: statusMessage, headers: known })
}

/**
 * The connections of one call to a provider. The platform's own fetch keeps sockets for later, and
 * opens a new one when a request is called off; here a socket is destroyed in the tick of the abort,
 * none is kept, and it can be waited for.
 */
export class Upstream {
  readonly #open = new Set<Promise<void>>()

  /** As the platform's `fetch`, for a text body, without redirects and without compression. */
  readonly fetch = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const address = new URL(input instanceof Request ? input.url : input)
    const { signal } = init
    return new Promise<Response>((resolve, reject) => {
      const send = address.protocol === 'https:' ? requestHttps : requestHttp
      const method = init.method ?? 'GET'
      const call = send(address, { method, headers: headersOf(init), agent: false })
      this.#watch(call)
      const stop = (): void => void call.destroy(signal?.reason as Error)
      const registration = signal ? onAbort(signal, stop) : null
      call.on('close', () => registration?.dispose())
      call.on('error', (cause) => {
        // As the platform's own fetch says it, which the SDK looks for.
        reject(
          signal?.aborted ? (signal.reason as Error) : new TypeError('fetch failed', { cause })
        )
      })
      call.on('response', (message) => {
        message.on('error', () => undefined)
        resolve(responseOf(message))
      })
      call.end(typeof init.body === 'string' ? init.body : undefined)
    })
  }

  /** Resolves once every socket of this call is closed. */
  async closed(): Promise<void> {
    await Promise.all(this.#open)
  }

  #watch(call: ClientRequest): void {
    const { promise, resolve } = deferred<void>()
    this.#open.add(promise)
    const done = (): void => {
      this.#open.delete(promise)
      resolve()
    }
    // One that never got a socket is closed with its request.
    call.on('socket', (socket) => socket.once('close', done))
    call.on('close', () => {
      if (call.socket === null || call.socket.destroyed) done()
    })
  }
}
