import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'

export interface RawFrame {
  opcode: number
  payload?: Uint8Array | string
  final?: boolean
  /** Bits 4 (RSV1), 2 (RSV2) and 1 (RSV3). */
  reserved?: number
  masked?: boolean
  /** A length to claim instead of the true one; always in the 64-bit form. */
  claimedLength?: bigint
}

const lengthBytes = (length: number, claimed: bigint | undefined): Buffer => {
  if (claimed !== undefined || length > 0xffff) {
    const bytes = Buffer.alloc(9, 127)
    bytes.writeBigUInt64BE(claimed ?? BigInt(length), 1)
    return bytes
  }
  if (length < 126) return Buffer.from([length])
  return Buffer.from([126, length >> 8, length & 255])
}

/** One WebSocket frame, right or wrong, as bytes. */
export const rawFrame = (frame: RawFrame): Buffer => {
  const { opcode, payload = '', final = true, reserved = 0, masked = true, claimedLength } = frame
  const body = Buffer.from(payload as string)
  const mask = masked ? randomBytes(4) : Buffer.alloc(4)
  const length = lengthBytes(body.length, claimedLength)
  length[0] = (length[0] ?? 0) | (masked ? 0x80 : 0)
  const coded = body.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
  const head = Buffer.from([(final ? 0x80 : 0) | (reserved << 4) | opcode])
  return Buffer.concat([head, length, ...(masked ? [mask] : []), coded])
}

export const closePayload = (code: number, reason: Uint8Array | string = ''): Buffer => {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(code)
  return Buffer.concat([head, Buffer.from(reason as string)])
}

const closeOpcode = 8

/** The code of the close frame in what a server sent (its frames are unmasked); null if none. */
export const closeCodeIn = (bytes: Buffer): number | null => {
  let at = 0
  while (at + 2 <= bytes.length) {
    const short = (bytes[at + 1] ?? 0) & 127
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0
    const start = at + 2 + wide
    if (start > bytes.length) return null
    const length =
      wide === 0
        ? short
        : wide === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2))
    if (((bytes[at] ?? 0) & 15) === closeOpcode) {
      return length >= 2 && start + 2 <= bytes.length ? bytes.readUInt16BE(start) : null
    }
    at = start + length
  }
  return null
}

/** The close code that the server answers with; null when the socket ends without one. */
export const closeCodeFrom = (socket: Socket): Promise<number | null> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    const look = (): void => {
      const code = closeCodeIn(Buffer.concat(chunks))
      if (code === null) return
      resolve(code)
      socket.destroy()
    }
    socket.on('data', (chunk: Buffer | string) => {
      chunks.push(Buffer.from(chunk as string, 'latin1'))
      look()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(closeCodeIn(Buffer.concat(chunks))))
  })
