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

/**
 * What a second start hands over, which may be of another version: what is not of this shape opens
 * an empty room.
 */
export const launchMessage = (data: unknown): LaunchRequest => {
  const read = messageSchema.safeParse(data)
  return read.success ? read.data : { rooms: [], imports: null }
}
