import type { Principal } from '../engine/feed'
import { KeyedQueue } from '../kernel/keyed-queue'
import type { CheckedRequest, SessionControl, StartSession } from './ports'

/** Starts a session for a caller and gives its id. */
export type SessionStarter = (
  request: CheckedRequest,
  principal: Principal
) => Promise<{ session: string }>

/**
 * A caller has one live session at a time: a second start ends the first as `superseded`, and waits
 * until it has ended.
 */
export const sessionStarter = ({
  sessions,
  startSession
}: {
  sessions: SessionControl
  startSession: StartSession
}): SessionStarter => {
  const starts = new KeyedQueue()
  return (request, principal) =>
    starts.run(principal, async () => {
      const former = sessions.heldBy(principal)
      if (former !== null && sessions.liveSessions.includes(former)) {
        await sessions.cancel(former, 'superseded')
      }
      return startSession(request, principal)
    })
}
