import { createHash } from 'node:crypto'

/** Lower-case hexadecimal sha256 of bytes, or of a text as UTF-8. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex')
