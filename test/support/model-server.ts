import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tokenSource } from './bench-words'

/** What the server does with a request: an answer, or one of the ways in which a provider fails. */
export type ModelFault =
  | { do: 'answer'; chunks: string[]; everyMs?: number; usage?: [input: number, output: number] }
  | { do: 'status'; status: number; message: string; retryAfter?: string }
  | { do: 'hang-before-headers' }
  | { do: 'hang-before-text' }
  | { do: 'hang-mid-text'; chunks?: string[] }
  | { do: 'reset-mid-text' }
  | { do: 'half-character' }
  | { do: 'half-line' }
  | { do: 'byte-a-second' }
  | { do: 'huge-line' }
  /** Bytes as fast as they are taken, never a line's end. */
  | { do: 'endless-line'; status: number }
  | { do: 'wrong-type' }
  | { do: 'endless' }
  /** So many tokens a second, those that are due at a time, and so many in all. */
  | { do: 'paced'; perSecond: number; tokens: number }
  | { do: 'no-done'; chunks: string[] }
  /** Ends at once, as a connection does that is cut before the first word. */
  | { do: 'no-text' }
  | { do: 'error-in-stream'; message: string }
  | { do: 'broken-json' }

export interface ModelServer {
  baseUrl: string
  readonly requests: number
  readonly openSockets: number
  readonly bodies: readonly string[]
  /** Resolves when no connection is open any more, with the time that was (performance.now()). */
  idle(): Promise<number>
  close(): Promise<void>
}

const hugeBytes = 10 * 1024 * 1024

const chunkOf = (delta: object, finish: string | null = null): object => ({
  id: 'one',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'scripted',
  choices: [{ index: 0, delta, finish_reason: finish }]
})

const line = (value: object | string): string =>
  `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`

/** One event of the stream, as OpenAI's wire has it. */
export const chunkLine = (delta: object, finish: string | null = null): string =>
  line(chunkOf(delta, finish))

const textLine = (content: string): string => chunkLine({ content })

/** Calls `step` again and again while the response lives. */
const every = (response: ServerResponse, ms: number, step: () => boolean): void => {
  let timer = setTimeout(function next() {
    if (response.destroyed || !step()) return
    timer = setTimeout(next, ms)
  }, ms)
  response.on('close', () => clearTimeout(timer))
}

const finish = (response: ServerResponse, usage: [number, number] | undefined): void => {
  response.write(line(chunkOf({}, 'stop')))
  if (usage !== undefined) {
    const [prompt_tokens, completion_tokens] = usage
    const total_tokens = prompt_tokens + completion_tokens
    const counted = { prompt_tokens, completion_tokens, total_tokens }
    response.write(line({ ...chunkOf({}), choices: [], usage: counted }))
  }
  response.end(line('[DONE]'))
}

const answer = (
  response: ServerResponse,
  { chunks, everyMs = 0, usage }: Extract<ModelFault, { do: 'answer' }>
): void => {
  if (everyMs === 0) {
    for (const chunk of chunks) response.write(textLine(chunk))
    return finish(response, usage)
  }
  let sent = 0
  every(response, everyMs, () => {
    const chunk = chunks[sent]
    sent += 1
    if (chunk === undefined) finish(response, usage)
    else response.write(textLine(chunk))
    return chunk !== undefined
  })
}

const pace = (
  response: ServerResponse,
  { perSecond, tokens }: Extract<ModelFault, { do: 'paced' }>
): void => {
  const next = tokenSource(tokens)
  const startedMs = performance.now()
  let sent = 0
  every(response, 1_000 / perSecond, () => {
    const due = Math.floor(((performance.now() - startedMs) * perSecond) / 1_000)
    for (; sent < Math.min(due, tokens); sent += 1) response.write(textLine(next()))
    if (sent === tokens) finish(response, undefined)
    return sent < tokens
  })
}

const stream = (response: ServerResponse, socket: Socket, fault: ModelFault): void => {
  const start = (): void => {
    response.write(textLine('The answer '))
    response.write(textLine('begins'))
  }
  switch (fault.do) {
    case 'answer':
      return answer(response, fault)
    case 'paced':
      return pace(response, fault)
    case 'hang-mid-text':
      if (fault.chunks === undefined) return start()
      for (const chunk of fault.chunks) response.write(textLine(chunk))
      return
    case 'reset-mid-text':
      start()
      return every(response, 20, () => {
        socket.resetAndDestroy()
        return false
      })
    case 'half-character': {
      const bytes = Buffer.from(textLine('收盤'), 'utf8')
      start()
      response.write(bytes.subarray(0, bytes.indexOf(Buffer.from('盤')) + 1))
      response.end()
      return
    }
    case 'half-line':
      start()
      response.end(textLine(' and stops').slice(0, 40))
      return
    case 'byte-a-second': {
      const text = textLine('slow')
      let at = 0
      return every(response, 1_000, () => {
        response.write(text[at] ?? ' ')
        at += 1
        return true
      })
    }
    case 'huge-line':
      start()
      response.end(textLine('x'.repeat(hugeBytes)))
      return
    case 'endless-line': {
      const part = Buffer.alloc(hugeBytes, 'x')
      const push = (): void => void response.write(part, (error) => error ?? push())
      return push()
    }
    case 'endless':
      return every(response, 1, () => {
        response.write(textLine('again and again '))
        return true
      })
    case 'no-text':
      response.end()
      return
    case 'no-done':
      for (const chunk of fault.chunks) response.write(textLine(chunk))
      response.end(line(chunkOf({}, 'stop')))
      return
    case 'error-in-stream':
      start()
      response.end(line({ error: { message: fault.message } }))
      return
    case 'broken-json':
      start()
      response.end(line('{"id": broken'))
      return
    default:
      return
  }
}

const serve = (request: IncomingMessage, response: ServerResponse, fault: ModelFault): void => {
  if (fault.do === 'hang-before-headers') return
  if (fault.do === 'status') {
    const after = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
    response.writeHead(fault.status, { 'content-type': 'application/json', ...after })
    response.end(JSON.stringify({ error: { message: fault.message } }))
    return
  }
  if (fault.do === 'wrong-type') {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<html>Sign in to go on</html>')
    return
  }
  const status = fault.do === 'endless-line' ? fault.status : 200
  response.writeHead(status, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  stream(response, request.socket, fault)
}

/** A provider on loopback that speaks the OpenAI-compatible wire, and fails as it is told to. */
export const startModelServer = async (
  script: (request: number) => ModelFault
): Promise<ModelServer> => {
  const sockets = new Set<Socket>()
  const waiting = new Set<(atMs: number) => void>()
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      bodies.push(body)
      serve(request, response, script(bodies.length))
    })
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
    baseUrl: `http://127.0.0.1:${port}/v1`,
    get requests() {
      return bodies.length
    },
    get openSockets() {
      return sockets.size
    },
    bodies,
    idle: () =>
      sockets.size === 0
        ? Promise.resolve(performance.now())
        : new Promise((resolve) => waiting.add(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
