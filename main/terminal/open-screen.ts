import type { RoomHost } from './host'
import { LiveScreen } from './live-screen'
import { PlainScreen } from './plain-screen'
import type { Screen } from './screen'

/** A live screen on a terminal that can move its cursor, plain lines everywhere else. */
export const openScreen = ({ stdout, environment }: RoomHost): Screen => {
  const canMove = stdout.isTerminal && environment['TERM'] !== 'dumb'
  if (!canMove) return new PlainScreen(stdout)
  const noColour = environment['NO_COLOR']
  return new LiveScreen(stdout, { colour: noColour === undefined || noColour === '' })
}
