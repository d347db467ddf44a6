import { connect, type Socket } from 'node:net'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'
import { streamSubprotocol, ticketSubprotocolPrefix } from '../../../preload/contract/channels'
import { encodeClientFrame } from '../../../preload/contract/wire'
import { createStream } from '../../../renderer/src/stream/event-stream'
import { AppWebSocket } from '../../support/stream-client'
import { seqPosition, type WireAddress } from './wire-kind'

/** Told after each message: how far a session has come. */
export type OnProgress = (session: number, seq: number) => void

/** A client's end of a wire. */
export interface ClientWire {
  /** Of the socket itself: frame heads included, the handshake too. */
  bytesRead(): number
  /** Stops reading; the socket stays open. */
  pause(): void
  isOpen(): boolean
  close(): void
}

/** The socket under a WebSocket of ws, whose bytes only it counts. */
const under = (socket: WebSocket): Socket => (socket as unknown as { _socket: Socket })._socket

const clientOf = (socket: WebSocket): ClientWire => ({
  bytesRead: () => under(socket).bytesRead,
  pause: () => socket.pause(),
  isOpen: () => socket.readyState === WebSocket.OPEN,
  close: () => socket.terminate()
})

/** The page's own client, with all that it does for each frame: parse, check, reduce, tell. */
export const connectOurs = async (
  { sessions }: WireAddress,
  { url, ticket }: { url: string; ticket: string },
  onProgress: OnProgress
): Promise<ClientWire> => {
  const sockets: WebSocket[] = []
  const stream = createStream({
    ticket: async () => ({ url, ticket }),
    lastRefusal: async () => null,
    WebSocketClass: class extends AppWebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        sockets.push(this)
      }
    }
  })
  stream.on('problem', (problem) => process.stderr.write(`client: ${problem}\n`))
  // As the page's stores do: they follow the typing of every role.
  stream.on('role.delta', () => undefined)
  const begun = sessions.map(
    ({ id }, index) =>
      new Promise<void>((done) => {
        stream.subscribe(id, (state) => {
          onProgress(index, state.seq)
          done()
        })
      })
  )
  await Promise.all(begun)
  const socket = sockets[0]
  if (socket === undefined) throw new Error('the stream opened no socket')
  return { ...clientOf(socket), close: () => stream.close() }
}

/** Only the subscription of the protocol: what comes is counted and thrown away. */
export const connectDeaf = async (
  { sessions }: WireAddress,
  { url, ticket }: { url: string; ticket: string }
): Promise<ClientWire> => {
  const socket = new AppWebSocket(url, [streamSubprotocol, `${ticketSubprotocolPrefix}${ticket}`])
  const first = new Promise<void>((done) => {
    let frames = 0
    // The greeting, then a snapshot a session.
    socket.on('message', () => {
      frames += 1
      if (frames === 1 + sessions.length) done()
    })
  })
  socket.on('error', () => undefined)
  await new Promise((open) => socket.once('open', open))
  for (const { id } of sessions) {
    socket.send(encodeClientFrame({ t: 'subscribe', session: id, cursor: null }))
  }
  await first
  return clientOf(socket)
}

const indexOf = ({ sessions }: WireAddress): ((message: unknown) => [number, number]) => {
  const indices = new Map(sessions.map(({ id }, index) => [id, index]))
  return (message) => {
    const fields = message as unknown[]
    return [indices.get(String(fields[1])) ?? 0, Number(fields[seqPosition])]
  }
}

/** One message a token, parsed and nothing else. */
export const connectWs = async (
  address: WireAddress,
  onProgress: OnProgress
): Promise<ClientWire> => {
  const read = indexOf(address)
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: false })
  socket.on('message', (data: Buffer) => onProgress(...read(JSON.parse(data.toString()))))
  socket.on('error', () => undefined)
  await new Promise((open) => socket.once('open', open))
  return clientOf(socket)
}

export const connectSocketIo = async (
  address: WireAddress,
  onProgress: OnProgress
): Promise<ClientWire> => {
  const read = indexOf(address)
  const client = io(`http://127.0.0.1:${address.port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true
  })
  client.on('e', (message: unknown) => onProgress(...read(message)))
  await new Promise<void>((open) => client.once('connect', () => open()))
  return {
    bytesRead: () => 0,
    pause: () => undefined,
    isOpen: () => client.connected,
    close: () => void client.disconnect()
  }
}

export const connectTcp = async (
  address: WireAddress,
  onProgress: OnProgress
): Promise<ClientWire> => {
  const read = indexOf(address)
  const socket = connect({ host: '127.0.0.1', port: address.port, noDelay: true })
  let rest = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onProgress(...read(JSON.parse(line)))
  })
  socket.on('error', () => undefined)
  await new Promise<void>((open) => socket.once('connect', () => open()))
  return {
    bytesRead: () => socket.bytesRead,
    pause: () => void socket.pause(),
    isOpen: () => !socket.destroyed,
    close: () => void socket.destroy()
  }
}
