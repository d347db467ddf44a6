import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'

export interface FileServerOptions {
  /** Sends so many bytes of the body to the first request, and no more until `breakOff`. */
  breakAfterBytes?: number
  /** Answers with the whole file even when asked for the rest of it. */
  ignoreRange?: boolean
  /** Takes the request and never answers. */
  silent?: boolean
  /** Sends the headers and this many bytes, and then nothing, each time. */
  stallAfterBytes?: number
  status?: number
  redirectTo?: string
}

export interface FileServer {
  url: string
  /** Range headers as they came in; an empty string for a request without one. */
  ranges: string[]
  /** Ends the connection of the request that waits, once. */
  breakOff: () => void
  close: () => Promise<void>
}

const chunkBytes = 16 * 1024

/** Serves one file on the loopback, well or badly. */
export const startFileServer = async (
  file: Buffer,
  options: FileServerOptions = {}
): Promise<FileServer> => {
  const ranges: string[] = []
  let breakOff = (): void => undefined
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '')
    if (options.silent) return
    if (options.redirectTo) {
      response.writeHead(302, { location: options.redirectTo }).end()
      return
    }
    if (options.status) {
      response.writeHead(options.status).end()
      return
    }
    const body = writeHead(file, request, response, options)
    const breakAt = ranges.length > 1 ? undefined : options.breakAfterBytes
    const limit = breakAt ?? options.stallAfterBytes ?? body.length
    for (let at = 0; at < limit; at += chunkBytes) {
      response.write(body.subarray(at, Math.min(limit, at + chunkBytes)))
    }
    if (breakAt !== undefined) breakOff = () => void response.destroy()
    else if (options.stallAfterBytes === undefined) response.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}/file`, ranges, breakOff: () => breakOff(), close }
}

const writeHead = (
  file: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
  { ignoreRange = false }: FileServerOptions
): Buffer => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (start === 0 || ignoreRange) {
    response.writeHead(200, { 'content-length': file.length })
    return file
  }
  if (start >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` })
    return Buffer.alloc(0)
  }
  const body = file.subarray(start)
  const range = `bytes ${start}-${file.length - 1}/${file.length}`
  response.writeHead(206, { 'content-length': body.length, 'content-range': range })
  return body
}
