import { z } from 'zod'
import { launchProblems } from '../../preload/contract/room-opening'
import { maximumLaunchRooms, type LaunchRequest } from './launch-request'

const maximumWordCharacters = 4_096
const word = z.string().max(maximumWordCharacters).nullable()

const messageSchema: z.ZodType<LaunchRequest> = z.strictObject({
  rooms: z
    .array(
      z.strictObject({
        subject: word,
        byLink: z.boolean(),
        problem: z.enum(launchProblems).nullable()
      })
    )
    .max(maximumLaunchRooms),
  imports: word
})

const handedOver = z.strictObject({ request: z.string() })

/**
 * A request as one start hands it to the program that runs: in letters that Chromium leaves alone.
 * Of what it carries between the two, it cuts the white space off beside each zero byte, and V8
 * writes a space in a text with Chinese as a space and a zero byte: the whole would be dropped.
 */
export const handOver = (request: LaunchRequest): Record<'request', string> => ({
  request: Buffer.from(JSON.stringify(request)).toString('base64')
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString())
  } catch {
    return null
  }
}

/**
 * What a second start hands over, which may be of another version: what is not of this shape opens
 * an empty room.
 */
export const launchMessage = (data: unknown): LaunchRequest => {
  const carried = handedOver.safeParse(data)
  const read = messageSchema.safeParse(carried.success ? parsed(carried.data.request) : null)
  return read.success ? read.data : { rooms: [], imports: null }
}
