import { DeskAnalyst } from '../analysts/desk/desk-analyst'
import type { EvidenceStore } from '../evidence/evidence-store'
import type { LoadedPlaybook } from '../playbooks/load-playbook'
import { deskComparison } from './desk-comparison'
import type { SessionControl } from './ports'
import { retryRequest } from './retry-request'
import type { RoutesOf } from './route'
import { assertControl, readableFeed, sessionNotFound } from './session-access'
import type { SessionStarter } from './session-starter'

export interface RoleRouteParts {
  sessions: SessionControl
  evidence: Pick<EvidenceStore, 'get'>
  playbook: LoadedPlaybook
  start: SessionStarter
}

/**
 * One role of a session: tried again, or held against the desk. After the end of its session a role is
 * tried again in a new one, which is the asking window's, as if it had started it.
 */
export const roleRoutes = (
  parts: RoleRouteParts
): RoutesOf<'session.retryRole' | 'session.compare'> => {
  const { sessions, start } = parts
  const desk = new DeskAnalyst()
  return {
    'session.retryRole': async ({ session, role }, { principal }) => {
      const feed = readableFeed(sessions, principal, session)
      if (sessions.liveSessions.includes(session)) {
        assertControl(sessions, principal, session)
        if (sessions.retryRole(session, role)) return { session }
        // It is summed up or stopping: what comes then is its end.
        await sessions.ended(session)
      }
      return start(await retryRequest(parts, feed, role), principal)
    },
    'session.compare': async ({ session, role }, { principal }) => {
      const feed = readableFeed(sessions, principal, session)
      const events = await feed.readAfter({ epoch: feed.state().epoch, seq: 0 })
      if (events === null) throw sessionNotFound(session)
      return deskComparison(desk, events, role)
    }
  }
}
