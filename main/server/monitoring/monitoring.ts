import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorShape } from '../../kernel/errors'
import type { Log } from '../../kernel/log'
import { answerNotFound, type RequestHandler } from '../loopback-http'
import { checkMonitorRequest, monitorRules, type MonitorRule } from './monitor-gate'
import { openMonitorToken } from './monitor-token'

export const healthPath = '/health'
export const metricsPath = '/metrics'

/** What is told to a monitor. */
export interface MonitorSource {
  readonly contentType: string
  metrics(): Promise<string>
  health(): Promise<unknown>
}

export interface MonitoringOptions {
  /** `<data>/monitor-token`. */
  tokenFile: string
  log: Log
  /** For tests, which take a rule away and watch what it kept out. */
  rules?: readonly MonitorRule[]
}

interface Answer {
  type: string
  text: string
}

const always = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close'
}
const jsonType = 'application/json; charset=utf-8'

const refuse = (response: ServerResponse, status: MonitorRule['status']): void => {
  const more = {
    401: { 'WWW-Authenticate': 'Bearer realm="war-room"' },
    403: {},
    405: { Allow: 'GET' }
  }[status]
  response.writeHead(status, { ...always, ...more, 'Content-Length': 0 }).end()
}

/**
 * `GET /health` and `GET /metrics` on the event socket's port, for a monitor on this machine that
 * can read the token's file. Switched off, or before it has anything to show, it answers as for any
 * other path.
 */
export class Monitoring {
  readonly #options: MonitoringOptions
  #source: MonitorSource | null = null
  #wanted = false
  #token: string | null = null
  #opening: Promise<string> | null = null

  constructor(options: MonitoringOptions) {
    this.#options = options
  }

  get on(): boolean {
    return this.#token !== null
  }

  /** What it shows from now on; the source is made after the server whose handler this is. */
  show(source: MonitorSource): void {
    this.#source = source
  }

  /**
   * Off holds at once, on as soon as there is a token. The last call counts.
   * @throws {AppError} `storage.io` when no token can be kept; it stays off
   */
  async switch(on: boolean): Promise<void> {
    this.#wanted = on
    if (!on) {
      this.#token = null
      return
    }
    this.#opening ??= openMonitorToken(this.#options.tokenFile)
    try {
      const token = await this.#opening
      if (this.#wanted) this.#token = token
    } finally {
      this.#opening = null
    }
  }

  /** The event socket's handler of requests; never throws. */
  readonly handle: RequestHandler = (request, response) => {
    const [token, ask] = [this.#token, this.#asked(request)]
    if (token === null || ask === null) return answerNotFound(request, response)
    const { method = '', url = '', rawHeaders, socket } = request
    const context = { port: socket.localPort ?? 0, token }
    const asked = { method, url, rawHeaders }
    const status = checkMonitorRequest(asked, context, this.#options.rules ?? monitorRules)
    if (status !== null) return refuse(response, status)
    void this.#answer(ask, response)
  }

  #asked({ url }: IncomingMessage): (() => Promise<Answer>) | null {
    const source = this.#source
    if (source === null) return null
    if (url === healthPath) {
      return async () => ({ type: jsonType, text: `${JSON.stringify(await source.health())}\n` })
    }
    if (url !== metricsPath) return null
    return async () => ({ type: source.contentType, text: await source.metrics() })
  }

  async #answer(ask: () => Promise<Answer>, response: ServerResponse): Promise<void> {
    try {
      const { type, text } = await ask()
      const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }
      response.writeHead(200, { ...always, ...headers }).end(text)
    } catch (error) {
      this.#options.log.write('error', 'monitoring.failed', { code: errorShape(error).code })
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { ...always, 'Content-Length': 0 }).end()
    }
  }
}
