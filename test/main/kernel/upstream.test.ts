import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket
} from 'node:net'
import { createServer as createTlsServer } from 'node:https'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorCodes } from '../../../preload/contract/errors'
import { providerError } from '../../../main/analysts/model/provider-error'
import { Upstream } from '../../../main/kernel/upstream'
import { watchClientSockets } from '../../support/client-sockets'
import { checkLeaks } from '../../support/leaks'
import { certificate, certificateKey } from '../../support/self-signed'

checkLeaks()

const servers: Server[] = []
const open = new Set<Socket>()

const listen = async (server: Server): Promise<string> => {
  servers.push(server)
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void
const serving = async (handle: Handler): Promise<string> =>
  `http://${await listen(createServer(handle))}/`

/** A server that sends these very bytes once it is asked. */
const sending = async (...pieces: (string | Buffer)[]): Promise<string> => {
  const server = createTcpServer((socket) => {
    socket.once('data', () => {
      for (const piece of pieces) socket.write(piece)
      socket.end()
    })
  })
  return `http://${await listen(server)}/`
}

afterEach(async () => {
  for (const socket of open) socket.destroy()
  await Promise.all(
    servers.splice(0).map((server) => new Promise((closed) => server.close(closed)))
  )
})

const told = (error: unknown): unknown => error

describe('a request', () => {
  it('brings its method, headers and body, whatever characters they have', async () => {
    const seen: { method: string; header: string; length: string; body: string }[] = []
    const url = await serving((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (part: string) => (body += part))
      request.on('end', () => {
        const { 'x-some': header, 'content-length': length } = request.headers
        seen.push({
          method: request.method ?? '',
          header: String(header),
          length: `${length}`,
          body
        })
        response.end()
      })
    })
    const header = fc.stringMatching(/^[\x21-\x7e]{1,40}$/)
    const body = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(header, body, async (value, text) => {
        const upstream = new Upstream()
        const headers = { 'X-Some': value }
        await (await upstream.fetch(url, { method: 'POST', headers, body: text })).text()
        await upstream.closed()
        const sent = Buffer.from(text, 'utf8')
        const length = String(sent.length)
        const method = 'POST'
        expect(seen.pop()).toEqual({ method, header: value, length, body: sent.toString('utf8') })
      }),
      { numRuns: 60, seed: 11 }
    )
  })

  const refused: [string, Parameters<typeof fetch>][] = [
    ['a body that is no text', ['http://127.0.0.1:9/', { body: new FormData() }]],
    ['a request made elsewhere', [new Request('http://127.0.0.1:9/')]],
    ['no address', ['nowhere']],
    ['another protocol', ['ftp://127.0.0.1/']],
    ['a header with a line end', ['http://127.0.0.1:9/', { headers: { a: 'b\nc' } }]]
  ]
  it.each(refused)('with %s is refused, and never thrown at its caller', async (_what, asked) => {
    const upstream = new Upstream()
    await expect(upstream.fetch(...asked)).rejects.toBeInstanceOf(TypeError)
    await upstream.closed()
  })
})

describe('a response', () => {
  it('comes as it was sent, however its body is cut into chunks', async () => {
    let chunks: Uint8Array[] = []
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] })
      for (const chunk of chunks) response.write(chunk)
      response.end()
    })
    const bodies = fc.array(fc.uint8Array({ minLength: 1, maxLength: 70_000 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        chunks = body
        const upstream = new Upstream()
        const response = await upstream.fetch(url)
        const bytes = Buffer.from(await response.arrayBuffer())
        expect(bytes.equals(Buffer.concat(body))).toBe(true)
        expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
        await upstream.closed()
      }),
      { numRuns: 40, seed: 12 }
    )
  })

  it.each([200, 204, 205, 304, 404, 500])('of status %i may be empty', async (status) => {
    const url = await serving((_request, response) => void response.writeHead(status).end())
    const upstream = new Upstream()
    const response = await upstream.fetch(url)
    expect([response.status, await response.text()]).toEqual([status, ''])
    await upstream.closed()
  })

  it('is not followed to another place, which would be told the key', async () => {
    let asked = 0
    const url = await serving((_request, response) => {
      asked += 1
      response.writeHead(307, { location: '/other' }).end()
    })
    const upstream = new Upstream()
    const response = await upstream.fetch(url)
    await response.text()
    expect([response.status, response.headers.get('location'), asked]).toEqual([307, '/other', 1])
    await upstream.closed()
  })

  it.each(['HTTP/1.1 999 What', 'HTTP/1.1 600 ', 'HTTP/1.1 42 x', 'SSH-2.0-OpenSSH_9', '\0\0\0'])(
    'that begins with %j is a failure of the network, and never an uncaught one',
    async (line) => {
      const url = await sending(`${line}\r\ncontent-length: 0\r\n\r\n`)
      const upstream = new Upstream()
      const error = await upstream.fetch(url).catch(told)
      expect(error).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
      await upstream.closed()
    }
  )

  it('gives what came before its connection broke, and then the error', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(lengths, async (sizes) => {
        const pieces = sizes.map((size, at) => Buffer.alloc(size, 97 + at))
        const head = 'HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n'
        const upstream = new Upstream()
        const response = await upstream.fetch(await sending(head, ...pieces))
        const got: Uint8Array[] = []
        const sink = new WritableStream<Uint8Array>({ write: (part) => void got.push(part) })
        const passed = response.body?.pipeThrough(new TransformStream()).pipeTo(sink)
        await expect(passed).rejects.toThrow('aborted')
        expect(Buffer.concat(got).equals(Buffer.concat(pieces))).toBe(true)
        await upstream.closed()
      }),
      { numRuns: 40, seed: 13 }
    )
  })

  it('is not read ahead of its reader without end', async () => {
    let written = 0
    const url = await serving((_request, response) => {
      const fill = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536
      }
      response.on('drain', fill)
      fill()
    })
    const upstream = new Upstream()
    const response = await upstream.fetch(url)
    const reader = response.body?.getReader()
    await reader?.read()
    let before = -1
    while (before !== written) {
      before = written
      await new Promise((later) => setTimeout(later, 50))
    }
    expect(written).toBeLessThan(32 * 1024 * 1024)
    await reader?.cancel()
    await upstream.closed()
  })
})

describe('an abort', () => {
  const slow: Handler = (_request, response) => {
    const timer = setInterval(() => response.write('word '), 1)
    response.on('close', () => clearInterval(timer))
  }

  it('closes the socket for good at whatever moment it comes', async () => {
    const url = await serving(slow)
    const sockets = watchClientSockets()
    const steps = fc.record({
      ticks: fc.integer({ min: 0, max: 4 }),
      immediates: fc.integer({ min: 0, max: 6 }),
      ms: fc.constantFrom(0, 0, 1, 3, 8)
    })
    await fc.assert(
      fc.asyncProperty(steps, async ({ ticks, immediates, ms }) => {
        const upstream = new Upstream()
        const controller = new AbortController()
        const { signal } = controller
        const reading = upstream.fetch(url, { signal }).then((response) => response.text())
        const ended = reading.then(() => 'whole', told)
        for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
        for (let turn = 0; turn < immediates; turn += 1) await new Promise(setImmediate)
        if (ms > 0) await new Promise((later) => setTimeout(later, ms))
        controller.abort(new Error('stop'))
        await upstream.closed()
        expect(sockets.open).toBe(0)
        expect(await ended).toMatchObject({ message: 'stop' })
      }),
      { numRuns: 150, seed: 14 }
    )
    sockets.dispose()
  })

  it('before the request sends none', async () => {
    let asked = 0
    const url = await serving(() => (asked += 1))
    const upstream = new Upstream()
    const signal = AbortSignal.abort(new Error('stop'))
    await expect(upstream.fetch(url, { signal })).rejects.toThrow('stop')
    await upstream.closed()
    expect(asked).toBe(0)
  })
})

describe('a certificate', () => {
  const listening = async (): Promise<string> => {
    const options = { cert: certificate, key: certificateKey }
    const tls = createTlsServer(options, (_request, response) => response.end('secret'))
    tls.on('tlsClientError', () => undefined)
    return `https://${await listen(tls)}/`
  }

  it('that nobody knows is a failure of the network', async () => {
    for (const url of ['http://127.0.0.1:9/', await listening()]) {
      const upstream = new Upstream()
      const error = await upstream.fetch(url).catch(told)
      const { code } = providerError(error, { provider: 'P', key: null, wallMs: 0 })
      expect(code).toBe(errorCodes.providerNetwork)
      await upstream.closed()
    }
  })

  it('that is trusted lets an answer come, by a name and by a number', async () => {
    const url = await listening()
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    for (const address of [url, url.replace('127.0.0.1', 'localhost')]) {
      const upstream = new Upstream()
      expect(await (await upstream.fetch(address)).text()).toBe('secret')
      await upstream.closed()
    }
    vi.unstubAllEnvs()
  })
})
