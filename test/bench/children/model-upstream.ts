import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sharedNowMs } from '../../support/bench-clock'
import { serveBench } from '../../support/bench-serve'
import { tokenSource } from '../../support/bench-words'
import { answersAt, type CancelSight } from '../../support/cancel-answers'
import { chunkLine, startModelServer, type ModelFault } from '../../support/model-server'
import { startSseServer } from '../../support/sse-server'
import { seededRandom } from '../../../main/kernel/random'

/** What the server does with each request. */
export type UpstreamKind =
  /** Bare tokens without end, in no provider's form. */
  | { kind: 'bare' }
  /** So many tokens a second to each request, and so many in all. */
  | { kind: 'paced'; perSecond: number; tokens: number }
  /** The whole answer at once, so that the time is its reader's. */
  | { kind: 'whole'; tokens: number; seed: number }
  /** Answers and failures by turns: those of the sight at work. */
  | { kind: 'cancels'; seed: number }

interface Upstream {
  address: string
  idle: () => Promise<number>
  close: () => Promise<void>
}

let upstream: Upstream | null = null
let sight: CancelSight = 'nothing'
let heard: Promise<void> = Promise.resolve()
let asked: () => void = () => undefined
/** When the last socket was closed, from `arm` on; milliseconds as all processes count them. */
let idleAt: Promise<number> = Promise.resolve(0)

const opened = (): Upstream => {
  if (upstream === null) throw new Error('there is no server')
  return upstream
}

const scriptOf = (kind: Exclude<UpstreamKind, { kind: 'bare' | 'whole' }>): (() => ModelFault) => {
  switch (kind.kind) {
    case 'paced':
      return () => ({ do: 'paced', perSecond: kind.perSecond, tokens: kind.tokens })
    case 'cancels': {
      const random = seededRandom(kind.seed)
      return () => {
        asked()
        return answersAt(sight, random)
      }
    }
  }
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })

/** The answer's bytes are made beforehand and sent in one piece. */
const startWhole = async (tokens: number, seed: number): Promise<Upstream> => {
  const next = tokenSource(seed)
  const lines = Array.from({ length: tokens }, () => chunkLine({ content: next() }))
  const body = Buffer.from([...lines, chunkLine({}, 'stop'), 'data: [DONE]\n\n'].join(''))
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(body)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/v1`,
    idle: () => Promise.resolve(performance.now()),
    close: () => closed(server)
  }
}

const start = async (kind: UpstreamKind): Promise<Upstream> => {
  if (kind.kind === 'whole') return startWhole(kind.tokens, kind.seed)
  if (kind.kind === 'bare') {
    const { url, idle, close } = await startSseServer({ tokenEveryMs: 2 })
    return { address: url, idle, close }
  }
  const { baseUrl, idle, close } = await startModelServer(scriptOf(kind))
  return { address: baseUrl, idle, close }
}

/** A model's server in a process of its own: neither its time nor its sockets are the program's. */
const calls = {
  open: async (kind: UpstreamKind): Promise<string> => {
    upstream = await start(kind)
    return upstream.address
  },

  /** Of the kind `cancels`: what is waited for from now on. */
  look: (next: CancelSight): void => {
    sight = next
    heard = new Promise((done) => (asked = done))
  },

  /** Resolves with the first request since `look`. */
  heard: (): Promise<void> => heard,

  /** From here on the end of the last open socket is watched for. */
  arm: (): void => {
    const { idle } = opened()
    idleAt = idle().then((atMs) => atMs + sharedNowMs() - performance.now())
  },

  idleAt: (): Promise<number> => idleAt,

  close: async (): Promise<void> => {
    await upstream?.close()
    upstream = null
  }
}

export type ModelUpstreamCalls = typeof calls
serveBench(calls)
