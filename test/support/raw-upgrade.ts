import { connect, type Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import { appOrigin, streamPath, streamSubprotocol } from '../../preload/contract/channels'

export interface RawUpgrade {
  method?: string
  target?: string
  /** Header lines as they go out; the first ones are Host, Origin and the sub-protocols. */
  hosts?: string[]
  origins?: string[]
  protocols?: string[]
  more?: string[]
}

/** The head of an upgrade request, right in everything that is not given. */
export const upgradeHead = (port: number, ticket: string, wrong: RawUpgrade = {}): string => {
  const {
    method = 'GET',
    target = streamPath,
    hosts = [`127.0.0.1:${port}`],
    origins = [appOrigin],
    protocols = [`${streamSubprotocol}, ticket.${ticket}`],
    more = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`
    ]
  } = wrong
  return [
    `${method} ${target} HTTP/1.1`,
    ...hosts.map((host) => `Host: ${host}`),
    ...origins.map((origin) => `Origin: ${origin}`),
    ...protocols.map((protocol) => `Sec-WebSocket-Protocol: ${protocol}`),
    ...more,
    '',
    ''
  ].join('\r\n')
}

/** Sends bytes as they are; the answer is all that came until the head was whole or it closed. */
export const rawExchange = (
  port: number,
  head: string,
  host = '127.0.0.1'
): Promise<{ answer: string; socket: Socket }> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host }, () => socket.write(head))
    let answer = ''
    const done = (): void => resolve({ answer, socket })
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      answer += text
      if (answer.startsWith('HTTP/1.1 101') && answer.includes('\r\n\r\n')) done()
    })
    socket.on('error', (error) => (answer === '' ? reject(error) : done()))
    socket.on('close', done)
  })

export const statusOf = (answer: string): number => Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1])
