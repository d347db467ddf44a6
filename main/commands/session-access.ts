import { errorCodes } from '../../preload/contract/errors'
import type { Principal, SessionFeed } from '../engine/feed'
import { AppError } from '../kernel/errors'
import type { SessionControl } from './ports'

export const sessionNotFound = (session: string): AppError =>
  new AppError(errorCodes.sessionNotFound, `There is no session ${session}.`, {
    parameters: { session }
  })

const forbidden = (session: string): AppError =>
  new AppError(errorCodes.sessionForbidden, 'The session belongs to another window.', {
    parameters: { session }
  })

/** Refuses whoever does not hold the session; knowing its id is not enough. */
export const assertControl = (
  sessions: SessionControl,
  principal: Principal,
  session: string
): void => {
  if (sessions.feed(session) === null) throw sessionNotFound(session)
  if (!sessions.mayControl(principal, session)) throw forbidden(session)
}

/** A session as one who holds or watches it reads it; refuses everyone else. */
export const readableFeed = (
  sessions: SessionControl,
  principal: Principal,
  session: string
): SessionFeed => {
  const feed = sessions.feed(session)
  if (feed === null) throw sessionNotFound(session)
  if (!sessions.mayRead(principal, session)) throw forbidden(session)
  return feed
}
