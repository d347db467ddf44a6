import type { RawData } from 'ws'
import { clientFrameSchema } from '../../preload/contract/client-frames.schema'
import type { ClientFrame } from '../../preload/contract/wire'

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString()

/** Reads one message from a client; null for anything that is not a frame of this protocol. */
export const readClientFrame = (data: RawData, isBinary: boolean): ClientFrame | null => {
  if (isBinary) return null
  try {
    const parsed = clientFrameSchema.safeParse(JSON.parse(textOf(data)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
