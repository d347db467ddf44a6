import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { onAbort } from '../../kernel/abort'
import { deferred } from '../../kernel/deferred'
import { bodyOf } from './response-body'

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
  return new Response(empty ? null : bodyOf(message), {
    status: statusCode,
    statusText: statusMessage,
    headers: known
  })
}

/**
 * The connections of one call to a provider. The platform's own fetch keeps sockets for later, and
 * opens a new one when a request is called off; here a socket is destroyed in the tick of the abort,
 * none is kept, and it can be waited for.
 */
export class Upstream {
  readonly #open = new Set<Promise<void>>()

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
    const call = send(address, { method, headers: headersOf(init), agent: false })
    this.#watch(call)
    call.on('error', (cause) => {
      // As the platform's own fetch says it, which the SDK looks for.
      reject(signal?.aborted ? (signal.reason as Error) : new TypeError('fetch failed', { cause }))
    })
    call.on('response', (message) => {
      message.on('error', () => undefined)
      try {
        resolve(responseOf(message))
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

  #watch(call: ClientRequest): void {
    const { promise, resolve } = deferred<void>()
    this.#open.add(promise)
    const done = (): void => {
      this.#open.delete(promise)
      resolve()
    }
    let connected = false
    call.on('socket', (socket) => {
      connected = true
      socket.once('close', done)
    })
    // One that never got a socket is closed with its request.
    call.on('close', () => void (connected || done()))
  }
}
