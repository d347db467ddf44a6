import { z } from 'zod'
import type { ClientFrame } from './wire'

const count = z.int().min(0)
const session = z.string().min(1).max(64)
const cursor = z.strictObject({ epoch: count, seq: count })

/** Every frame that a client may send; anything else closes the connection. */
export const clientFrameSchema: z.ZodType<ClientFrame> = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('subscribe'), session, cursor: cursor.nullable() }),
  z.strictObject({ t: z.literal('unsubscribe'), session }),
  z.strictObject({ t: z.literal('monitor'), on: z.boolean() }),
  z.strictObject({ t: z.literal('ping'), id: count })
])
