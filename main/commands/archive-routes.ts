import { errorCodes } from '../../preload/contract/errors'
import type { SessionArchive } from '../engine/ports'
import { AppError } from '../kernel/errors'
import type { SessionControl } from './ports'
import type { RoutesOf } from './route'

export interface ArchiveRouteParts {
  sessions: SessionControl
  /** Null when nothing is kept. */
  archive: SessionArchive | null
  /** The list of sessions is another now. */
  onSessionsChanged: () => void
  wallMs: () => number
}

type ArchiveRouteName =
  'session.list' | 'session.open' | 'session.leave' | 'session.delete' | 'session.restore'

/** The sessions that are kept: looked up, opened as they were, deleted and had back. */
export const archiveRoutes = (parts: ArchiveRouteParts): RoutesOf<ArchiveRouteName> => {
  const { sessions, archive, onSessionsChanged, wallMs } = parts

  const assertEnded = (ids: readonly string[]): void => {
    const session = ids.find((id) => sessions.liveSessions.includes(id))
    if (session === undefined) return
    throw new AppError(errorCodes.sessionRunning, `The session ${session} still runs.`, {
      parameters: { session }
    })
  }

  return {
    'session.list': async (query) => (await archive?.list(query)) ?? [],
    'session.open': async ({ session }, { principal }) => {
      await sessions.openPast(session, principal)
      return { session }
    },
    'session.leave': ({ session }, { principal }) => {
      sessions.leave(session, principal)
      return {}
    },
    'session.delete': async ({ sessions: ids }) => {
      assertEnded(ids)
      const removed = (await archive?.remove(ids, wallMs())) ?? []
      onSessionsChanged()
      return { sessions: removed }
    },
    'session.restore': async ({ sessions: ids }) => {
      const restored = (await archive?.restore(ids)) ?? []
      onSessionsChanged()
      return { sessions: restored }
    }
  }
}
