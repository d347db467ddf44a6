import type { Clock } from '../kernel/clock'
import type { Upstream } from '../kernel/upstream'
import { badResponse, rateLimited, unreachable, type Asked } from './prices-error'
import { retryAfterSeconds } from './retry-after'

const tooManyRequests = 429
const serverError = 500
/** Statuses whose response may have no body; one that is there is dropped. */
const bodyless: ReadonlySet<number> = new Set([204, 205, 304])

/** As the platform's `fetch` for an address and a text body; the response has been read whole. */
export type SourceFetch = typeof globalThis.fetch

export interface SourceFetchOptions {
  upstream: Upstream
  asked: Asked
  signal: AbortSignal
  clock: Clock
  maximumBytes: number
  reroute?: (address: URL) => URL
}

const readWhole = async (response: Response, maximumBytes: number): Promise<Uint8Array | null> => {
  if (Number(response.headers.get('content-length')) > maximumBytes) return null
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > maximumBytes) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Without what would compress the body, which nothing here takes apart. */
const plainHeaders = (init: RequestInit): Headers => {
  const headers = new Headers(init.headers)
  headers.delete('accept-encoding')
  return headers
}

/**
 * A fetch for one attempt at a source. What fails on the way is `prices.network`, a refusal for now
 * `prices.rate-limited`; other statuses are the caller's to understand.
 */
export const sourceFetch = ({
  upstream,
  asked,
  signal,
  clock,
  maximumBytes,
  reroute = (address) => address
}: SourceFetchOptions): SourceFetch => {
  const send = async (address: URL, init: RequestInit): Promise<[Response, Uint8Array | null]> => {
    try {
      const headers = plainHeaders(init)
      const response = await upstream.fetch(reroute(address), { ...init, headers, signal })
      return [response, await readWhole(response, maximumBytes)]
    } catch (error) {
      throw unreachable(asked, error)
    }
  }
  return async (input, init = {}) => {
    const [response, bytes] = await send(
      new URL(input instanceof Request ? input.url : input),
      init
    )
    const { status, statusText, headers } = response
    if (bytes === null) throw badResponse(asked, `more than ${maximumBytes} bytes`)
    if (status === tooManyRequests) {
      throw rateLimited(asked, retryAfterSeconds(headers.get('retry-after'), clock.wallMs()))
    }
    if (status >= serverError) throw unreachable(asked, new Error(`status ${status}`))
    const body = bodyless.has(status) ? null : bytes.slice().buffer
    return new Response(body, { status, statusText, headers })
  }
}
