import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import type { SessionControl } from './ports'
import type { RoutesOf } from './route'

type WindowRouteName = 'window.new' | 'window.watch' | 'window.close'

/** A caller without a window has nothing to close or to open; the routes then do nothing. */
export const windowRoutes = (
  sessions: Pick<SessionControl, 'mayRead' | 'watch'>
): RoutesOf<WindowRouteName> => ({
  'window.new': (_input, { window }) => {
    window?.openAnother()
    return {}
  },
  'window.watch': ({ session }, { principal, window }) => {
    if (!sessions.mayRead(principal, session)) {
      throw new AppError(errorCodes.sessionForbidden, 'The session belongs to another window.', {
        parameters: { session }
      })
    }
    const watcher = window?.openAnother()
    if (watcher !== undefined) sessions.watch(session, watcher)
    return {}
  },
  'window.close': (_input, { window }) => {
    window?.close()
    return {}
  }
})
