import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers an upgrade with a status and nothing else, and ends its socket. */
export const refuseUpgrade = (socket: Duplex, status: number): void => {
  socket.on('error', () => socket.destroy())
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`
  socket.once('finish', () => socket.destroy())
  socket.end(`${head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
