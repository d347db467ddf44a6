import type { RouteInput, RouteName, RouteOutput } from '../../../preload/contract/routes'
import { createStream } from '../stream/event-stream'
import { startApp } from './start-app'

const bridge = window.warRoom

/** The stream's own calls: a route that fails counts as no answer, which it tries again. */
const answerOf = async <R extends RouteName>(
  route: R,
  input: RouteInput<R>
): Promise<RouteOutput<R>> => {
  const result = await bridge.invoke(route, input)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const stream = createStream({
  ticket: () => answerOf('stream.ticket', {}),
  lastRefusal: async (ticket) => (await answerOf('stream.lastRefusal', { ticket })).refusal
})

const host = document.getElementById('app')
if (host === null) throw new Error('the page has no place for the app')
startApp(host, bridge, stream)
