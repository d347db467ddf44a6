import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface JsonAnswer {
  status?: number
  type?: string
  /** Sent as JSON, a string as it is. */
  body: unknown
}

export interface JsonServer {
  url: string
  /** Path and headers of each request so far. */
  readonly requests: readonly { path: string; headers: Record<string, unknown> }[]
  close(): Promise<void>
}

/** Answers each request by `answer`; null never answers it. */
export const startJsonServer = async (
  answer: (path: string, request: number) => JsonAnswer | null
): Promise<JsonServer> => {
  const requests: { path: string; headers: Record<string, unknown> }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push({ path, headers: request.headers })
    const told = answer(path, requests.length)
    if (told === null) return
    const { status = 200, type = 'application/json', body } = told
    response.writeHead(status, { 'content-type': type })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
  }
}
