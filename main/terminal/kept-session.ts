import { eventKinds } from '../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../preload/contract/events'
import { emptySessionState } from '../../preload/contract/session-initial'
import { reduceEvents, reduceSession } from '../../preload/contract/session-reducer'
import { askedOf } from './model-json'
import type { RoomArchive } from './room-archive'
import type { RoomResult } from './room-json'
import { RoomView } from './room-view'
import type { Screen } from './screen'
import { UsageProblem } from './usage-problem'
import type { Words } from './words'

const every = { stance: null, end: null, asOf: { from: null, to: null } }

/**
 * The id that `wanted` is, or is the only beginning of.
 * @throws {UsageProblem} `unknown-session`, `ambiguous-session`
 */
export const findKept = async ({ archive }: RoomArchive, wanted: string): Promise<string> => {
  const start = wanted.toLowerCase()
  const exact = await archive.find(start)
  if (exact !== null) return exact.session
  const found = await archive.list({ ...every, text: start })
  const [first, ...others] = found.filter(({ session }) => session.startsWith(start))
  if (first === undefined) throw new UsageProblem('unknown-session', { session: wanted })
  if (others.length === 0) return first.session
  const count = others.length + 1
  throw new UsageProblem('ambiguous-session', { session: wanted, count })
}

/** What its events say, counted as a run counts them. */
export const resultOf = (session: string, events: readonly AnyEnvelope[]): RoomResult => ({
  state: reduceEvents(session, events),
  events: events.filter(({ type }) => eventKinds[type] !== 'delta').length,
  forecasts: events.flatMap((event) => (event.type === 'forecast.filed' ? [event.data] : [])),
  asked: events.flatMap(askedOf)
})

/** Shows a session from its events as a run shows it, all at once. */
export const replaySession = (
  session: string,
  events: readonly AnyEnvelope[],
  { screen, words }: { screen: Screen; words: Words }
): void => {
  let state = emptySessionState(session)
  const view = new RoomView({ screen, words, state: () => state })
  for (const event of events) {
    state = reduceSession(state, event)
    view.show(event)
  }
  view.finish(state)
}
